package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.Backoff;
import hakaru.runtime.config.Settings;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.writer.CountsConsumer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SinkConfigTest {
    private static SinkConfig load(Map<String, String> environment) {
        return Settings.load(environment, SinkConfig::from);
    }

    @Test
    void shouldNeedNoVariable() {
        SinkConfig config = load(Map.of());

        assertThat(config.mysql().url()).isEqualTo("jdbc:mysql://localhost:3306/hakaru");
        assertThat(config.mysql().writer().user()).isEqualTo("hakaru");
        assertThat(config.mysql().migration()).isEmpty();
        assertThat(config.management().port()).isEqualTo(9083);
    }

    @Test
    void shouldNotPrintAPassword() {
        SinkConfig config = load(Map.of(
                "MYSQL_PASSWORD", "hush",
                "MYSQL_MIGRATION_USER", "m",
                "MYSQL_MIGRATION_PASSWORD", "hush",
                "MYSQL_TRUSTSTORE_PASSWORD", "hush",
                "MYSQL_KEYSTORE_PASSWORD", "hush"));

        assertThat(config.toString()).contains("***").doesNotContain("hush");
        assertThat(config.mysql().writer().password().value()).isEqualTo("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://h/d, must start with jdbc:mysql://",
        "jdbc:mysql://h:3306, must name a database",
        "jdbc:mysql://u:p@h/d, must not carry credentials",
        "jdbc:mysql://(host=h;password=p)/d, must not carry credentials",
        "jdbc:mysql://h/d?password=p, must not set password",
        "jdbc:mysql://h/d?password2=p, must not set password2",
        "jdbc:mysql://h/d?TrustCertificateKeyStorePassword=p, must not carry TrustCertificateKeyStorePassword",
        "jdbc:mysql://h/d?clientCertificateKeyStorePassword=p, must not carry clientCertificateKeyStorePassword",
        "jdbc:mysql://h/d?sslMode=REQUIRED&rewriteBatchedStatements=false, must not set rewriteBatchedStatements",
        "jdbc:mysql://h/d?JDBCCompliantTruncation=false, must not set JDBCCompliantTruncation",
        "jdbc:mysql://h/d?socketTimeout=0, must not set socketTimeout"
    })
    void shouldRefuseAUrl(String url, String problem) {
        assertThatThrownBy(() -> load(Map.of("MYSQL_URL", url))).hasMessageContaining("MYSQL_URL " + problem);
    }

    @Test
    void shouldTakeAUrlWithOtherParameters() {
        String url = "jdbc:mysql://h/d?sslMode=REQUIRED";

        assertThat(load(Map.of("MYSQL_URL", url)).mysql().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void shouldGuardConsumerSettingsThatCarryAGuarantee(String name) {
        String variable = "SINK_CONSUMER_" + name.replace('.', '_').toUpperCase(Locale.ROOT);

        assertThatThrownBy(() -> load(Map.of(variable, "x")))
                .hasMessageContaining(name + " carries a guarantee of the pipeline");
    }

    static Set<String> guarded() {
        return CountsConsumer.guarded(load(Map.of()).kafka());
    }

    @Test
    void shouldGuardWhatTheLedgerRestsOn() {
        assertThat(guarded())
                .contains(
                        "isolation.level", "auto.offset.reset", "enable.auto.commit", "group.id", "value.deserializer");
    }

    @Test
    void shouldKeepWholeDaysOnly() {
        assertThatThrownBy(() -> load(Map.of("SINK_KEEP_MINUTES", "36h")))
                .hasMessageContaining("SINK_KEEP_MINUTES must be whole days");
    }

    @Test
    void shouldRefuseAPauseThatGetsShorter() {
        Map<String, String> environment = Map.of("SINK_RETRY_FIRST", "2s", "SINK_RETRY_LONGEST", "1s");

        assertThatThrownBy(() -> load(environment))
                .hasMessageContaining("SINK_RETRY_LONGEST must not be shorter than SINK_RETRY_FIRST")
                .hasMessageContaining("not from PT2S to PT1S");
    }

    @Test
    void shouldTakePausesThatAreAllTheSame() {
        Map<String, String> environment = Map.of("SINK_RETRY_FIRST", "1s", "SINK_RETRY_LONGEST", "1s");

        assertThat(load(environment).retry()).isEqualTo(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    /** A batch that is larger than a transaction's rows needs no smaller statements. */
    @Test
    void shouldTakeAStatementOfMoreRowsThanATransaction() {
        Map<String, String> environment =
                Map.of("SINK_MAX_ROWS_PER_STATEMENT", "10000", "SINK_MAX_ROWS_PER_TRANSACTION", "1");

        assertThat(load(environment).mysql().limits()).isEqualTo(new MysqlConfig.RowLimits(10_000, 1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1"})
    void shouldRefuseToWriteNoRowAtATime(int statement, int transaction) {
        assertThatThrownBy(() -> new MysqlConfig.RowLimits(statement, transaction))
                .hasMessageContaining(
                        "SINK_MAX_ROWS_PER_STATEMENT and SINK_MAX_ROWS_PER_TRANSACTION must be one row or more");
    }

    /** The views have whole seconds; with a half cut off, they would say final before days are closed. */
    @ParameterizedTest
    @CsvSource({"1s, PT1S", "1001ms, PT2S", "1500ms, PT2S"})
    void shouldNotSayThatAPeriodIsFinalTooEarly(String configured, Duration expected) {
        assertThat(load(Map.of("SINK_FINAL_AFTER", configured)).sideWork().finalAfter())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT10S, 1", "PT0.0009S, PT10S, 1", "PT10S, PT-1S, 1", "PT10S, PT10S, -1"})
    void shouldRefuseSideWorkThatCannotBeDone(Duration rollUpInterval, Duration finalAfter, int newAds) {
        assertThatThrownBy(() -> new SinkConfig.SideWork(rollUpInterval, finalAfter, newAds))
                .hasMessageContaining("SINK_FINAL_AFTER and SINK_NEW_ADS not below 0, but they are");
    }

    @Test
    void shouldReportEveryRelationThatDoesNotHold() {
        Map<String, String> environment = Map.of(
                "SINK_KEEP_SECONDS", "25h",
                "SINK_KEEP_MINUTES", "26h",
                "SINK_RETRY_FIRST", "2s",
                "SINK_RETRY_LONGEST", "1s",
                "SINK_NEW_ADS", "0");

        assertThatThrownBy(() -> load(environment))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "SINK_KEEP_SECONDS must be whole days: a day is dropped as a whole",
                        "SINK_KEEP_MINUTES must be whole days: a day is dropped as a whole",
                        "SINK_RETRY_LONGEST must not be shorter than SINK_RETRY_FIRST:"
                                + " a backoff must grow from a millisecond or more, not from PT2S to PT1S",
                        "SINK_NEW_ADS must be between 1 and 1000000, but is '0'"));
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        Map<String, String> environment = Map.of(
                "MYSQL_URL",
                "x",
                "SINK_MAX_ROWS_PER_STATEMENT",
                "0",
                "SINK_SOCKET_TIMOUT",
                "1s",
                "SINK_INSTANCE_ID",
                "a");

        assertThatThrownBy(() -> load(environment))
                .hasMessageContaining("MYSQL_URL must start")
                .hasMessageContaining("SINK_MAX_ROWS_PER_STATEMENT must be between")
                .hasMessageContaining("SINK_SOCKET_TIMOUT is not a variable")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SINK_INSTANCE_ID is"));
    }
}
