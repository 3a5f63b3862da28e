package hakaru.aggregator.counting;

import hakaru.runtime.config.Settings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long a beacon's id is known, so that the same one is counted once.
 *
 * @param window at least so long; up to a half longer, because ids are forgotten many at a time
 * @param maxIds of a partition: whatever shares the process, the same records must make it forget the same ids
 */
public record RepeatConfig(Duration window, int maxIds) {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatConfig.class);

    /** See {@link IdHashTable}. */
    private static final int BYTES_PER_ID = 16;

    /** One instance may have to take all partitions. */
    public void warnOfHeap(int partitions, long heap) {
        long bytes = (long) partitions * maxIds * BYTES_PER_ID;
        if (bytes > heap / 2) {
            LOG.warn(
                    "The ids of {} partitions may take {} MiB of this heap of {} MiB: lower AGGREGATOR_REPEAT_IDS,"
                            + " or raise -Xmx",
                    partitions,
                    bytes >> 20,
                    heap >> 20);
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
}
