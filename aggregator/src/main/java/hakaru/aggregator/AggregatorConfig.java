package hakaru.aggregator;

import hakaru.contract.Groups;
import hakaru.runtime.ClientProperties;
import hakaru.runtime.Endpoint;
import hakaru.runtime.KafkaConfig;
import hakaru.runtime.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the aggregator runs.
 *
 * @param stateDirectory where Streams keeps the store and its process id; of this instance alone
 * @param instanceId names a member that comes back under the same name, so that a restart moves no partition
 * @param acceptLoss go on although records were deleted before they were counted
 */
public record AggregatorConfig(
        KafkaConfig kafka,
        Endpoint management,
        FlushConfig flush,
        Path stateDirectory,
        int threads,
        Optional<String> instanceId,
        boolean acceptLoss,
        ClientProperties streams) {
    public static final String PREFIX = "AGGREGATOR_";
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
        return new AggregatorConfig(
                KafkaConfig.from(settings),
                Endpoint.management(settings, PREFIX, 9082),
                FlushConfig.from(settings),
                Path.of(settings.string(
                        "AGGREGATOR_STATE_DIR",
                        ".hakaru/aggregator",
                        "Directory of this instance's state; keep it over restarts.")),
                settings.integer("AGGREGATOR_THREADS", 1, 1, MAX_THREADS, "Stream threads; at most one a partition."),
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
                        StreamsProperties.guarded(),
                        "Settings for Kafka Streams: AGGREGATOR_STREAMS_CONSUMER_FETCH_MIN_BYTES becomes consumer.fetch.min.bytes."));
    }

    String applicationId() {
        return kafka.topic(Groups.AGGREGATOR);
    }
}
