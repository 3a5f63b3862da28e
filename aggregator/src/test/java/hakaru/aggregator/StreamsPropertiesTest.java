package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.InvalidConfigurationException;
import hakaru.runtime.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
    @Test
    void shouldProcessExactlyOnce() {
        assertThat(StreamsProperties.of(load(Map.of()), 4))
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("group.protocol", "classic");
    }

    @Test
    void shouldPassTuningThroughAndKeepTheGuarantees() {
        AggregatorConfig config = load(Map.of(
                "AGGREGATOR_STREAMS_CONSUMER_FETCH_MIN_BYTES", "9",
                "AGGREGATOR_STREAMS_MAX_TASK_IDLE_MS", "5"));

        assertThat(StreamsProperties.of(config, 4))
                .containsEntry("consumer.fetch.min.bytes", "9")
                .containsEntry("max.task.idle.ms", "5")
                .containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void shouldRefuseToChangeWhatCarriesAGuarantee() {
        Map<String, String> environment = Map.of(
                "AGGREGATOR_STREAMS_PROCESSING_GUARANTEE", "at_least_once",
                "AGGREGATOR_STREAMS_CONSUMER_ISOLATION_LEVEL", "read_uncommitted",
                "AGGREGATOR_STREAMS_PRODUCER_ACKS", "1");

        assertThatThrownBy(() -> load(environment))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("processing.guarantee carries a guarantee")
                .hasMessageContaining("consumer.isolation.level carries a guarantee")
                .hasMessageContaining("producer.acks carries a guarantee");
    }

    private static AggregatorConfig load(Map<String, String> environment) {
        return Settings.load(environment, AggregatorConfig.PREFIX, AggregatorConfig::from);
    }
}
