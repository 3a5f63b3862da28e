package hakaru.aggregator.counting;

import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * For how long a beacon's id is known, so that the same one is counted once.
 *
 * @param window at least so long; up to a half longer, because ids are forgotten many at a time
 * @param maxIds of a partition: whatever shares the process, the same records must make it forget the same ids
 */
public record RepeatConfig(Duration window, int maxIds) {
    /** See {@link IdHashTable}. */
    private static final int BYTES_PER_ID = 16;

    public RepeatConfig {
        if (window.toMillis() <= 0 || maxIds <= 0) {
            throw new IllegalArgumentException(
                    "an id is known for a time, and one at least, not for %s and %d".formatted(window, maxIds));
        }
    }

    public static RepeatConfig from(Settings settings) {
        return new RepeatConfig(
                settings.duration(
                        "AGGREGATOR_REPEAT_WINDOW",
                        "2m",
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        "How long an id is remembered: a beacon with the same ad and id counts once within it."),
                settings.integer(
                        "AGGREGATOR_REPEAT_IDS",
                        500_000,
                        1_000,
                        50_000_000,
                        "Most ids that a partition remembers, at 11 to 16 bytes of heap each; then the oldest"
                                + " go."));
    }

    /** How many bytes of heap the ids of so many partitions may take. */
    public long mostBytes(int partitions) {
        return (long) partitions * maxIds * BYTES_PER_ID;
    }
}
