package hakaru.aggregator.streams;

import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.Optional;

/**
 * How the Streams job runs in this process.
 *
 * @param mostThreads how many stream threads at most; 0 for one a core
 * @param instanceId names a member that comes back under the same name, so that a restart moves no partition
 * @param acceptLoss go on although records were deleted before they were counted
 * @param tuned what an operator sets of Streams
 */
public record JobConfig(int mostThreads, Optional<String> instanceId, boolean acceptLoss, ClientProperties tuned) {
    private static final int MAX_THREADS = 64;

    public JobConfig {
        if (mostThreads < 0 || mostThreads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "a job has up to %d stream threads, not %d".formatted(MAX_THREADS, mostThreads));
        }
    }

    public static JobConfig from(Settings settings, KafkaConfig kafka) {
        return new JobConfig(
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
