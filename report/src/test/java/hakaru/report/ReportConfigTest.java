package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.StorePasswords;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportConfigTest {
    private static ReportConfig load(Map<String, String> variables) {
        return Settings.load(variables, ReportService.Config::from).report();
    }

    @Test
    void shouldKeepToThisMachineUnlessToldOtherwise() {
        ReportConfig config = load(Map.of());

        assertThat(config.endpoint()).isEqualTo(new Endpoint("127.0.0.1", 8080));
        assertThat(config.names()).isEmpty();
        assertThat(config.demo()).isFalse();
        assertThat(config.database().user()).isEqualTo("redash");
        assertThat(config.database().stores()).isEqualTo(StorePasswords.NONE);
    }

    @Test
    void shouldTakeNamesInAnyCase() {
        assertThat(load(Map.of("REPORT_NAMES", "Counts.example, report.example,"))
                        .names())
                .containsExactlyInAnyOrder("counts.example", "report.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://beacons.example.com", "http://[::1]:8081", "http://{host}:8081"})
    void shouldTakeAnOriginForTheApi(String url) {
        assertThat(load(Map.of("REPORT_API_URL", url)).api()).isEqualTo(url);
    }

    /** It stands in pages and in their policy. */
    @ParameterizedTest
    @ValueSource(strings = {"beacons.example.com", "https://a/path", "https://a; script-src *", "https://a\"><script>"})
    void shouldRefuseWhatIsNoOrigin(String url) {
        assertThatThrownBy(() -> load(Map.of("REPORT_API_URL", url)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("REPORT_API_URL must be");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://db/hakaru,must be like",
        "jdbc:mysql://db,must be like",
        "jdbc:mysql://user:hush@db/hakaru,must be like",
        "jdbc:mysql://db/hakaru?password=hush,must not carry",
        "jdbc:mysql://db/hakaru?trustCertificateKeyStorePassword=hush,must not carry"
    })
    void shouldRefuseAnUnfitDatabase(String url, String why) {
        assertThatThrownBy(() -> load(Map.of("MYSQL_URL", url)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("MYSQL_URL " + why);
    }

    @Test
    void shouldTellNoSecret() {
        ReportConfig config = load(Map.of("MYSQL_PASSWORD", "hush", "MYSQL_TRUSTSTORE_PASSWORD", "hush"));

        assertThat(config.database().stores().toProperties())
                .containsExactly(Map.entry("trustCertificateKeyStorePassword", "hush"));
        assertThat(config.toString()).doesNotContain("hush");
    }
}
