package hakaru.aggregator;

import hakaru.contract.Groups;
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

    public static AggregatorConfig from(Settings settings) {
        settings.optional("AGGREGATOR_STATE_DIR", "Nothing since the aggregator keeps no state on disk; take it out.")
                .ifPresent(directory ->
                        LOG.warn("AGGREGATOR_STATE_DIR does nothing any more; {} can be deleted", directory));
        KafkaConfig kafka = KafkaConfig.from(settings);
        return new AggregatorConfig(
                kafka,
                Endpoint.management(settings, PREFIX, 9082),
                FlushConfig.from(settings),
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
                        "Go on although Kafka deleted records before they were counted; set it once, then take it out."),
                settings.client(
                        "AGGREGATOR_STREAMS_",
                        StreamsProperties.known(),
                        StreamsProperties.guarded(kafka),
                        "Settings for Kafka Streams: AGGREGATOR_STREAMS_CONSUMER_FETCH_MIN_BYTES becomes consumer.fetch.min.bytes."));
    }

    /** As many as there is work for. */
    int threads(int partitions) {
        int most = mostThreads == 0 ? Runtime.getRuntime().availableProcessors() : mostThreads;
        return Math.max(1, Math.min(most, partitions));
    }

    String applicationId() {
        return kafka.topic(Groups.AGGREGATOR);
    }
}
