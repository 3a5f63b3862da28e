package hakaru.aggregator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.aggregator.AggregatorConfig;
import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StreamsPropertiesTest {
    @Test
    void shouldProcessExactlyOnce() {
        assertThat(of(load(Map.of())))
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("group.protocol", "classic");
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "64, 6"})
    void shouldHaveNoMoreThreadsThanPartitions(String most, int threads) {
        assertThat(of(load(Map.of("AGGREGATOR_THREADS", most)))).containsEntry("num.stream.threads", threads);
    }

    @Test
    void shouldPassTuningThroughAndKeepTheGuarantees() {
        AggregatorConfig config = load(Map.of(
                "AGGREGATOR_STREAMS_CONSUMER_FETCH_MIN_BYTES", "9",
                "AGGREGATOR_STREAMS_MAX_TASK_IDLE_MS", "5"));

        assertThat(of(config))
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

    @ParameterizedTest
    @MethodSource("guarded")
    void shouldRefuseEverySettingThatIsGuarded(String name) {
        String variable = "AGGREGATOR_STREAMS_" + name.replace('.', '_').toUpperCase(Locale.ROOT);

        assertThatThrownBy(() -> load(Map.of(variable, "x"))).hasMessageContaining(name + " carries a guarantee");
    }

    static Set<String> guarded() {
        return StreamsProperties.guarded(load(Map.of()).kafka());
    }

    @Test
    void shouldGuardWhatTheCombinerRestsOn() {
        assertThat(guarded())
                .contains(
                        "processing.guarantee",
                        "commit.interval.ms",
                        "main.consumer.group.instance.id",
                        "consumer.interceptor.classes",
                        "producer.interceptor.classes",
                        "producer.transactional.id");
    }

    private static Properties of(AggregatorConfig config) {
        return StreamsProperties.of(config.kafka(), config.job(), 6);
    }

    private static AggregatorConfig load(Map<String, String> environment) {
        return Settings.load(environment, AggregatorConfig::from);
    }
}
