package hakaru.aggregator;

import hakaru.aggregator.counting.RepeatConfig;
import hakaru.aggregator.streams.FlushConfig;
import hakaru.aggregator.streams.StreamsProperties;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
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
