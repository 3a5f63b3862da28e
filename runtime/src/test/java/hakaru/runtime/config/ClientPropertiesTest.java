package hakaru.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.config.ClientProperties.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
    private static final Map<String, ConfigKey> KNOWN = new ConfigDef()
            .define("acks", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "")
            .define("linger.ms", ConfigDef.Type.LONG, 0, ConfigDef.Range.atLeast(0), ConfigDef.Importance.LOW, "")
            .define("ssl.key.password", ConfigDef.Type.PASSWORD, ConfigDef.Importance.LOW, "")
            .define("assertion.file", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "")
            .configKeys();

    @Test
    void shouldPassSettingsThrough() {
        Reading reading = read(Map.of("P_LINGER_MS", "5", "OTHER_LINGER_MS", "6"));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.properties().values()).containsOnly(Map.entry("linger.ms", "5"));
    }

    @Test
    void shouldRefuseGuardedAndUnknownSettings() {
        Reading reading = read(Map.of("P_ACKS", "0", "P_LINGER_SM", "5"));

        assertThat(reading.properties()).isEqualTo(ClientProperties.NONE);
        assertThat(reading.problems())
                .containsExactly(
                        "P_ACKS cannot be set: acks carries a guarantee of the pipeline",
                        "P_LINGER_SM is not a client setting: linger.sm; did you mean linger.ms?");
    }

    @Test
    void shouldRefuseWhatTheClientWouldRefuse() {
        Reading reading = read(Map.of("P_LINGER_MS", "-1"));

        assertThat(reading.properties()).isEqualTo(ClientProperties.NONE);
        assertThat(reading.problems())
                .containsExactly("P_LINGER_MS cannot be used: Invalid value -1 for configuration linger.ms:"
                        + " Value must be at least 0");
    }

    @Test
    void shouldRefuseAPlaceholderForWhichThereIsNoProvider() {
        assertThat(read(Map.of("P_LINGER_MS", "${file:/run/kafka:linger}")).problems())
                .singleElement()
                .asString()
                .contains("P_LINGER_MS cannot be used", "${file:/run/kafka:linger}");
    }

    @Test
    void shouldRefuseAGuardedSettingFromAFile() {
        assertThat(read(Map.of("P_ACKS_FILE", "/run/acks")).problems())
                .containsExactly("P_ACKS cannot be set: acks carries a guarantee of the pipeline");
    }

    @Test
    void shouldReadASettingFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "sesame\n");

        Reading reading = read(Map.of("P_SSL_KEY_PASSWORD_FILE", file.toString()));

        assertThat(reading.properties().values()).containsOnly(Map.entry("ssl.key.password", "sesame"));
    }

    @Test
    void shouldReportASettingThatIsSetTwiceOnce() {
        assertThat(read(Map.of("P_LINGER_MS", "5", "P_LINGER_MS_FILE", "/run/linger"))
                        .problems())
                .containsExactly("P_LINGER_MS is set twice: directly and by P_LINGER_MS_FILE");
    }

    @Test
    void shouldPassThroughASettingWhoseOwnNameEndsInFile() {
        Reading reading = read(Map.of("P_ASSERTION_FILE", "/run/assertion"));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.properties().values()).containsOnly(Map.entry("assertion.file", "/run/assertion"));
    }

    @Test
    void shouldLetWhatIsSetWinOverDefaults() {
        ClientProperties properties = new ClientProperties(Map.of("linger.ms", "5"));

        assertThat(properties.over(Map.of("linger.ms", 1, "batch.size", 2)))
                .containsOnly(Map.entry("linger.ms", "5"), Map.entry("batch.size", 2));
    }

    @Test
    void shouldNotPrintWhatMayBeSecret() {
        ClientProperties properties = new ClientProperties(Map.of(
                "linger.ms", "5",
                "ssl.truststore.password", "sesame",
                "sasl.jaas.config", "sesame",
                "ssl.keystore.key", "sesame",
                "sasl.oauthbearer.client.credentials.client.secret", "sesame"));

        assertThat(properties)
                .hasToString("{linger.ms=5, sasl.jaas.config=***,"
                        + " sasl.oauthbearer.client.credentials.client.secret=***,"
                        + " ssl.keystore.key=***, ssl.truststore.password=***}");
    }

    private static Reading read(Map<String, String> environment) {
        return ClientProperties.read(new Environment(environment), "P_", KNOWN, Set.of("acks"));
    }
}
