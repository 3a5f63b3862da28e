package hakaru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandaloneConfigTest {
    private static final StandaloneConfig.Ports PORTS = new StandaloneConfig.Ports(1, 2, 3, 4, 5, 6, 7);

    @Test
    void shouldTellWhatIsWrongOfAllServicesAtOnce() {
        Map<String, String> environment = Map.of(
                "KAFKA_TOPIC_PARTITIONS", "no",
                "INGEST_PROT", "1",
                "AGGREGATOR_THREADS", "many",
                "SINK_RETRY_FIRST", "9s",
                "SINK_RETRY_LONGEST", "1s");

        assertThatThrownBy(() -> services(environment))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "KAFKA_TOPIC_PARTITIONS must be a whole number, but is 'no'",
                        "AGGREGATOR_THREADS must be a whole number, but is 'many'",
                        "SINK_RETRY_LONGEST must not be shorter than SINK_RETRY_FIRST:"
                                + " a backoff must grow from a millisecond or more, not from PT9S to PT1S",
                        "INGEST_PROT is not a variable of this service; did you mean INGEST_PORT?"));
    }

    @Test
    void shouldWireTheServicesWhateverTheShellIsSetUpFor() {
        ServiceConfigs services = services(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS_FILE", "/run/kafka",
                "KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL",
                "KAFKA_HOME", "/opt/kafka",
                "KAFKA_OPTS", "-Xss1m",
                "KAFKA_HEAP_OPTS", "-Xmx4g",
                "INGEST_PORT_FILE", "/run/port",
                "INGEST_MANAGEMENT_PORT", "99",
                "MYSQL_URL", "jdbc:mysql://far/away"));

        assertThat(services.sink().kafka().bootstrapServers()).isEqualTo("127.0.0.1:5");
        assertThat(services.sink().kafka().client().values()).isEmpty();
        assertThat(services.ingest().http().endpoint()).hasToString("localhost:1");
        assertThat(services.ingest().management()).hasToString("localhost:2");
        assertThat(services.sink().mysql().url()).isEqualTo("jdbc:mysql://127.0.0.1:6/hakaru");
    }

    @Test
    void shouldLetAFileWinOverADefault() {
        assertThat(config(false, Map.of("SINK_INSTANCE_ID_FILE", "/run/name")).variables())
                .containsEntry("SINK_INSTANCE_ID_FILE", "/run/name")
                .containsEntry("AGGREGATOR_INSTANCE_ID", "standalone")
                .doesNotContainKey("SINK_INSTANCE_ID");
        assertThat(config(false, Map.of("SINK_INSTANCE_ID_FILE", "")).variables())
                .containsEntry("SINK_INSTANCE_ID", "standalone");
    }

    @Test
    void shouldMissTheNameOfAnotherDatabaseBeforeAnythingStarts() {
        assertThatThrownBy(() -> config(true, Map.of()).variables())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("MYSQL_URL is not set");
    }

    private static ServiceConfigs services(Map<String, String> environment) {
        return Settings.load(config(false, environment).variables(), ServiceConfigs::from);
    }

    private static StandaloneConfig config(boolean externalMysql, Map<String, String> environment) {
        return new StandaloneConfig(Path.of("state"), "localhost", PORTS, externalMysql, false, environment);
    }
}
