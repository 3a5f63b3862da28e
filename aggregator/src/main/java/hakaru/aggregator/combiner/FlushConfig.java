package hakaru.aggregator.combiner;

import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * When pending counts are emitted: at an interval, or sooner when they reach one of the bounds.
 *
 * @param maxBytes of a batch; well under the topic's limit of 1 MiB for a message
 * @param maxRows of a batch; at most what the sink writes in one transaction
 */
public record FlushConfig(Duration interval, int maxBytes, int maxRows) {
    /** What is left of the limit is for the row that reaches the bound, and for the note of remembered ids. */
    private static final int MOST_BYTES = 900 << 10;

    public FlushConfig {
        boolean passes = interval.compareTo(Duration.ZERO) > 0 && interval.compareTo(FlushPace.LONGEST) <= 0;
        boolean hasRoom = maxRows > 0 && maxBytes > 0 && maxBytes <= MOST_BYTES;
        if (!passes || !hasRoom) {
            throw new IllegalArgumentException(
                    "a flush needs an interval of at most %s, a row, and at most %d bytes, not %s, %d rows and %d bytes"
                            .formatted(FlushPace.LONGEST, MOST_BYTES, interval, maxRows, maxBytes));
        }
    }

    public static FlushConfig from(Settings settings) {
        return new FlushConfig(
                settings.duration(
                        "AGGREGATOR_FLUSH_INTERVAL",
                        "50ms",
                        Duration.ofMillis(10),
                        Duration.ofSeconds(5),
                        "Shortest pause between two flushes of counts; after one of many rows or partitions it grows, up to 250ms."),
                settings.bytes(
                        "AGGREGATOR_MAX_BATCH_BYTES", "512KiB", 16 << 10, MOST_BYTES, "Largest batch, in bytes."),
                settings.integer("AGGREGATOR_MAX_BATCH_ROWS", 5_000, 1, 100_000, "Largest batch, in rows."));
    }
}
