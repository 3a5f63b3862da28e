package hakaru.cluster.fault;

import hakaru.cluster.database.MySql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The primary's disk is full, until somebody makes room. */
final class DiskFull implements Fault {
    private static final int BLOCK = 64 << 10;

    private final MySql mysql;
    private final Duration length;
    private @Nullable Path filler;

    private DiskFull(MySql mysql, Duration length) {
        this.mysql = mysql;
        this.length = length;
    }

    static Fault draw(Draw draw) {
        return new DiskFull((MySql) draw.cluster().database(), draw.between(5, 20));
    }

    @Override
    public String target() {
        return "the primary";
    }

    @Override
    public Set<String> claims() {
        return Set.of(mysql.name());
    }

    @Override
    public Duration length() {
        return length;
    }

    @Override
    public void strike() throws IOException {
        filler = mysql.directory().resolve("filler");
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That is what was wanted; on a disk of its own.
        }
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        if (filler != null) {
            Files.deleteIfExists(filler);
        }
        // By itself MySQL looks for room once a minute.
        mysql.primary().kill();
        mysql.restart();
    }
}
