package hakaru.aggregator;

import hakaru.aggregator.combiner.FlushConfig;
import hakaru.aggregator.counting.RepeatConfig;
import hakaru.aggregator.streams.JobConfig;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.Optional;

/**
 * What the aggregator is told at start.
 *
 * @param formerStateDirectory where former releases kept what is in Kafka alone now
 */
public record AggregatorConfig(
        KafkaConfig kafka,
        Endpoint management,
        FlushConfig flush,
        RepeatConfig repeats,
        JobConfig job,
        Optional<String> formerStateDirectory) {
    public static final String PREFIX = "AGGREGATOR_";

    public static AggregatorConfig from(Settings settings) {
        Optional<String> formerStateDirectory = settings.optional(
                "AGGREGATOR_STATE_DIR", "Nothing since the aggregator keeps no state on disk; take it out.");
        KafkaConfig kafka = KafkaConfig.from(settings);
        return new AggregatorConfig(
                kafka,
                Endpoint.management(settings, PREFIX, 9082),
                FlushConfig.from(settings),
                RepeatConfig.from(settings),
                JobConfig.from(settings, kafka),
                formerStateDirectory);
    }
}
