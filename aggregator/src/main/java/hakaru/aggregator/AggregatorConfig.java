package hakaru.aggregator;

import hakaru.runtime.ClientProperties;
import hakaru.runtime.Endpoint;
import hakaru.runtime.KafkaConfig;
import hakaru.runtime.Settings;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the aggregator runs.
 *
 * @param mostThreads how many stream threads at most; 0 for one a core
 * @param instanceId names a member that comes back under the same name, so that a restart moves no partition
 * @param acceptLoss go on although records were deleted before they were counted
 */
public record AggregatorConfig(
        KafkaConfig kafka,
        Endpoint management,
        FlushConfig flush,
        RepeatConfig repeats,
        int mostThreads,
        Optional<String> instanceId,
        boolean acceptLoss,
        ClientProperties streams) {
    public static final String PREFIX = "AGGREGATOR_";
    private static final Logger LOG = LoggerFactory.getLogger(AggregatorConfig.class);
    private static final int MAX_THREADS = 64;

    /**
     * When pending counts are emitted: at an interval, or sooner when they reach one of the bounds.
     *
     * @param maxBytes of a batch; well under the topic's limit of 1 MiB for a message
     * @param maxRows of a batch; at most what the sink writes in one transaction
     */
    public record FlushConfig(Duration interval, int maxBytes, int maxRows) {
        static FlushConfig from(Settings settings) {
            return new FlushConfig(
                    settings.duration(
                            "AGGREGATOR_FLUSH_INTERVAL",
                            "250ms",
                            Duration.ofMillis(10),
                            Duration.ofSeconds(5),
                            "How often pending counts are emitted and committed."),
                    settings.bytes(
                            "AGGREGATOR_MAX_BATCH_BYTES", "512KiB", 16 << 10, 900 << 10, "Largest batch, in bytes."),
                    settings.integer("AGGREGATOR_MAX_BATCH_ROWS", 5_000, 1, 100_000, "Largest batch, in rows."));
        }
    }

    /**
     * For how long a beacon's id is known, so that the same one is counted once.
     *
     * @param window at least so long; up to a half longer, because ids are forgotten many at a time
     * @param maxIds of a partition: whatever shares the process, the same records must make it forget the same ids
     */
    public record RepeatConfig(Duration window, int maxIds) {
        /** See {@link IdHashTable}. */
        private static final int BYTES_PER_ID = 16;

        /** One instance may have to take all partitions. */
        void warnOfHeap(int partitions, long heap) {
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

        static RepeatConfig from(Settings settings) {
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

    public static AggregatorConfig from(Settings settings) {
        settings.optional("AGGREGATOR_STATE_DIR", "Nothing since the aggregator keeps no state on disk; take it out.")
                .ifPresent(directory ->
                        LOG.warn("AGGREGATOR_STATE_DIR does nothing any more; {} can be deleted", directory));
        KafkaConfig kafka = KafkaConfig.from(settings);
        return new AggregatorConfig(
                kafka,
                Endpoint.management(settings, PREFIX, 9082),
                FlushConfig.from(settings),
                RepeatConfig.from(settings),
                settings.integer(
                        "AGGREGATOR_THREADS",
                        0,
                        0,
                        MAX_THREADS,
                        "Stream threads; 0 for one a core. Never more than partitions."),
                settings.optional(
                        "AGGREGATOR_INSTANCE_ID",
                        "A name that stays over restarts (static membership), such as the pod's."),
                settings.flag(
                        "AGGREGATOR_ACCEPT_LOSS",
                        false,
                        "Go on although Kafka deleted records before they were counted; set it once, then take it"
                                + " out."),
                settings.client(
                        "AGGREGATOR_STREAMS_",
                        StreamsProperties.known(),
                        StreamsProperties.guarded(kafka),
                        "Settings for Kafka Streams: AGGREGATOR_STREAMS_CONSUMER_FETCH_MIN_BYTES becomes"
                                + " consumer.fetch.min.bytes."));
    }

    /** As many as there is work for. */
    int threads(int partitions) {
        int most = mostThreads == 0 ? Runtime.getRuntime().availableProcessors() : mostThreads;
        return Math.max(1, Math.min(most, partitions));
    }
}
