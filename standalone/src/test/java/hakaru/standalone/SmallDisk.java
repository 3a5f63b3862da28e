package hakaru.standalone;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory, as small as a test wants it; where this process may not mount one, the test is skipped. */
record SmallDisk(Path directory) implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;

    static SmallDisk mount(Path directory, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "hakaru-test", directory.toString()))
                .as("mounting a tmpfs")
                .isZero();
        return new SmallDisk(directory);
    }

    /** Writes a file that leaves so much. */
    void fillUpTo(int mebibytesFree) throws IOException {
        byte[] some = new byte[MEBIBYTE];
        try (OutputStream file = Files.newOutputStream(directory.resolve("filler"))) {
            while (Files.getFileStore(directory).getUsableSpace() > (long) mebibytesFree * MEBIBYTE) {
                file.write(some);
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // Lazily: a database that is just ending may hold a file of it.
        run("umount", "-l", directory.toString());
    }
}
