package hakaru.ingest.traffic;

import hakaru.runtime.PeriodicTask;
import hakaru.runtime.StartException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which ads are counted under their own names: all, those of a fixed list, or those of a file, which is read again when
 * it has changed. Safe for use by several threads; owns one.
 */
public final class AdList implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdList.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Optional<Path> file;
    private final PeriodicTask task = new PeriodicTask("ingest-api-ads", INTERVAL, this::look);
    private volatile AdNames names;
    private volatile boolean stale;
    private @Nullable String content;

    private AdList(Optional<Path> file, AdNames names) {
        this.file = file;
        this.names = names;
    }

    /**
     * Opens the list and reads it.
     *
     * @throws StartException when the file cannot be read, or has no name
     */
    public static AdList open(AdListConfig config, MeterRegistry registry) {
        AdList list = new AdList(config.file(), config.names().isEmpty() ? AdNames.ALL : AdNames.of(config.names()));
        try {
            list.read();
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "INGEST_ADS: cannot read the list of ads from "
                            + config.file().orElseThrow() + ": " + e,
                    e);
        }
        list.watch(registry);
        return list;
    }

    private void watch(MeterRegistry registry) {
        Gauge.builder("hakaru.ingest.ads.listed", this, list -> list.names.size())
                .description(
                        "Names and patterns of INGEST_ADS; 0 without a list, when all ads are counted under their names")
                .register(registry);
        Gauge.builder("hakaru.ingest.ads.stale", this, list -> list.stale ? 1 : 0)
                .description("1 while the file of INGEST_ADS cannot be read; the list before it is in force")
                .register(registry);
        if (file.isPresent()) {
            task.start();
        }
    }

    /** Reads the file again. What cannot be read, or is empty, changes nothing: no ad would be listed. */
    void look() {
        try {
            if (read()) {
                LOG.info("The list of ads has {} names and patterns now", names.size());
            }
            stale = false;
        } catch (IOException | RuntimeException e) {
            if (!stale) {
                LOG.error("The list of ads stays as it was, because the file cannot be read: {}", e.toString());
            }
            stale = true;
        }
    }

    /** Returns whether the file had changed. */
    private boolean read() throws IOException {
        if (file.isEmpty()) {
            return false;
        }
        String read = Files.readString(file.get());
        if (read.equals(content)) {
            return false;
        }
        names = AdNames.of(read.lines().toList());
        content = read;
        return true;
    }

    boolean has(String ad) {
        return names.have(ad);
    }

    @Override
    public void close() {
        task.close();
    }
}
