package hakaru.aggregator.combiner;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.AggregatorConfig;
import hakaru.runtime.config.Settings;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class AggregatorTopologyTest {
    private static final class Unused implements Processor<byte[], byte[], Integer, byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            throw new AssertionError("the shape needs no record");
        }
    }

    @Test
    void shouldHaveNoRepartitionTopicAndNoStore() {
        AggregatorConfig config = Settings.load(Map.of("KAFKA_TOPIC_PREFIX", "eu."), AggregatorConfig::from);

        assertThat(AggregatorTopology.of(config.kafka(), Unused::new).describe())
                .hasToString("""
                    Topologies:
                       Sub-topology: 0
                        Source: source (topics: [eu.impressions])
                          --> combiner
                        Processor: combiner (stores: [])
                          --> counts, rejected
                          <-- source
                        Sink: counts (topic: eu.impression-counts)
                          <-- combiner
                        Sink: rejected (topic: eu.impressions-rejected)
                          <-- combiner

                    """);
    }
}
