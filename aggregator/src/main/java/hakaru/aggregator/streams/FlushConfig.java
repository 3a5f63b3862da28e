package hakaru.aggregator.streams;

import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * When pending counts are emitted: at an interval, or sooner when they reach one of the bounds.
 *
 * @param maxBytes of a batch; well under the topic's limit of 1 MiB for a message
 * @param maxRows of a batch; at most what the sink writes in one transaction
 */
public record FlushConfig(Duration interval, int maxBytes, int maxRows) {
    public static FlushConfig from(Settings settings) {
        return new FlushConfig(
                settings.duration(
                        "AGGREGATOR_FLUSH_INTERVAL",
                        "50ms",
                        Duration.ofMillis(10),
                        Duration.ofSeconds(5),
                        "Shortest pause between two flushes of counts; after one of many rows or partitions it grows, up to 250ms."),
                settings.bytes("AGGREGATOR_MAX_BATCH_BYTES", "512KiB", 16 << 10, 900 << 10, "Largest batch, in bytes."),
                settings.integer("AGGREGATOR_MAX_BATCH_ROWS", 5_000, 1, 100_000, "Largest batch, in rows."));
    }
}
