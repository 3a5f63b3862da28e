package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestConfigTest {
    @Test
    void shouldStartWithoutAnyVariable() {
        IngestConfig config = load(Map.of());

        assertThat(config.http().endpoint()).hasToString("0.0.0.0:8081");
        assertThat(config.management().port()).isEqualTo(9081);
        assertThat(config.http().idleTimeout()).isEqualTo(Duration.ofMinutes(65));
        assertThat(config.publish().ackTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACKS",
                "ENABLE_IDEMPOTENCE",
                "MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION",
                "RETRIES",
                "TRANSACTIONAL_ID",
                "KEY_SERIALIZER",
                "VALUE_SERIALIZER",
                "MAX_BLOCK_MS",
                "DELIVERY_TIMEOUT_MS",
                "BUFFER_MEMORY",
                "INTERCEPTOR_CLASSES",
                "PARTITIONER_CLASS"
            })
    void shouldRefuseASettingThatCarriesAGuarantee(String setting) {
        assertThatThrownBy(() -> load(Map.of("INGEST_PRODUCER_" + setting, "1")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("carries a guarantee");
    }

    @Test
    void shouldRefuseAnIdleTimeoutThatABalancerOutlives() {
        assertThatThrownBy(() -> load(Map.of("INGEST_IDLE_TIMEOUT", "60s")))
                .hasMessageContaining("INGEST_IDLE_TIMEOUT must be between");
    }

    @Test
    void shouldRefuseAnAckTimeoutThatLeavesNoRoomForARequest() {
        assertThatThrownBy(() -> load(Map.of("INGEST_ACK_TIMEOUT", "1s", "INGEST_PRODUCER_REQUEST_TIMEOUT_MS", "1000")))
                .hasMessageContaining("INGEST_ACK_TIMEOUT")
                .hasMessageContaining("request.timeout.ms");
    }

    /** The producer would take none of them: it makes room for a whole batch before it looks at a record. */
    @Test
    void shouldRefuseABatchThatTheBufferHasNoRoomFor() {
        assertThatThrownBy(() -> load(Map.of("INGEST_BUFFER", "1MiB", "INGEST_PRODUCER_BATCH_SIZE", "1048577")))
                .hasMessageContaining("INGEST_BUFFER")
                .hasMessageContaining("batch.size");
        assertThat(load(Map.of("INGEST_BUFFER", "1MiB", "INGEST_PRODUCER_BATCH_SIZE", "1048576")))
                .isNotNull();
    }

    @Test
    void shouldTellOfABlankHostByItsNameWithAllElse() {
        Map<String, String> environment =
                Map.of("INGEST_HOST", " ", "INGEST_MANAGEMENT_HOST", " ", "INGEST_EVENT_LOOPS", "abc");

        assertThatThrownBy(() -> load(environment))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "INGEST_HOST must be a name or an address to listen on, but is ' '",
                        "INGEST_EVENT_LOOPS must be a whole number, but is 'abc'",
                        "INGEST_MANAGEMENT_HOST must be a name or an address to listen on, but is ' '"));
    }

    @ParameterizedTest
    @CsvSource({
        "INGEST_PRODUCER_BATCH_SIZE, batch.size, 64KiB",
        "INGEST_PRODUCER_LINGER_MS, linger.ms, -1",
        "INGEST_PRODUCER_COMPRESSION_TYPE, compression.type, best",
        "KAFKA_CLIENT_SECURITY_PROTOCOL, security.protocol, TLS"
    })
    void shouldRefuseASettingThatTheProducerWouldNotTake(String variable, String setting, String value) {
        assertThatThrownBy(() -> load(Map.of(variable, value)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(value);
    }

    @Test
    void shouldRefuseOnePortForBeaconsAndMetrics() {
        assertThatThrownBy(() -> load(Map.of("INGEST_PORT", "9081")))
                .hasMessageContaining("INGEST_PORT and INGEST_MANAGEMENT_PORT must differ");
    }

    @Test
    void shouldReportEveryRelationThatDoesNotHold() {
        Map<String, String> environment = Map.of(
                "INGEST_PORT", "9081",
                "INGEST_ADS", " ",
                "INGEST_ACK_TIMEOUT", "1s",
                "INGEST_PRODUCER_REQUEST_TIMEOUT_MS", "1000");

        assertThatThrownBy(() -> load(environment))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "the list of INGEST_ADS has no name",
                        "nine tenths of INGEST_ACK_TIMEOUT (PT1S) must leave room for linger.ms (PT0.001S) and"
                                + " request.timeout.ms (PT1S)",
                        "INGEST_PORT and INGEST_MANAGEMENT_PORT must differ, but are both 9081:"
                                + " beacons are public, metrics are not"));
    }

    private static IngestConfig load(Map<String, String> environment) {
        return Settings.load(environment, IngestConfig::from);
    }
}
