package hakaru.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sink closes yesterday by itself, and {@code prove} says whether it is as it was. */
class ProveIT {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LocalDate yesterday = LocalDate.now(Clock.systemUTC()).minusDays(1);

    private int prove(Map<String, String> environment, String... arguments) {
        printed.reset();
        return Prove.run(Arrays.asList(arguments), environment, new PrintStream(printed, true, UTF_8));
    }

    private void countAndClose(Stage stage) {
        long second = yesterday.atTime(12, 0).toEpochSecond(ZoneOffset.UTC);
        stage.topic().sendImpression(0);
        stage.topic().send(stage.topic().batch(0, 0, 1).addCounts(Counts.at(second, "open", 1)));
        stage.start(Map.of("SINK_ROLL_UP_INTERVAL", "100ms"));
        stage.awaitCountedTo(0, 1);
        // As when nothing has come for a while: then the newest second is rolled up, too.
        stage.books().execute("UPDATE ledger SET updated_at = updated_at - INTERVAL 1 MINUTE");
        Await.until(
                "yesterday is closed",
                Stage.LIMIT,
                () -> stage.books().number("SELECT COUNT(*) FROM closed_days WHERE day = '" + yesterday + "'") == 1);
    }

    @Test
    void shouldProveYesterdayAndTellWhatWasChanged() {
        try (Stage stage = Stage.with(1)) {
            countAndClose(stage);

            assertThat(prove(stage.environment(), yesterday.toString())).isZero();
            assertThat(printed.toString(UTF_8))
                    .contains("with 1 impressions of 1 ads, 0 invalid", "0 corrections", "proved: nothing else");

            stage.books().execute("UPDATE rolled_days SET impressions = 2");
            assertThat(prove(stage.environment(), yesterday.toString())).isEqualTo(3);
            assertThat(printed.toString(UTF_8))
                    .contains("CHANGED: its rows less its corrections come to 2", "not proved");
        }
    }

    @Test
    void shouldNeedNobodyWhoMayWrite() {
        try (Stage stage = Stage.with(1)) {
            countAndClose(stage);
            Map<String, String> analyst = new HashMap<>(stage.environment());
            analyst.put("MYSQL_USER", stage.database().analyst());

            assertThat(prove(analyst, yesterday.toString())).isZero();
        }
    }

    @Test
    void shouldSayWhatItCannotProve() {
        try (Stage stage = Stage.with(1)) {
            countAndClose(stage);

            assertThat(prove(stage.environment(), yesterday.plusDays(1).toString()))
                    .isEqualTo(1);
            assertThat(printed.toString(UTF_8)).contains("is not closed");
            assertThat(prove(stage.environment(), "yesterday")).isEqualTo(2);
            assertThat(prove(stage.environment())).isEqualTo(2);
            Map<String, String> nowhere = new HashMap<>(stage.environment());
            nowhere.put("MYSQL_URL", "jdbc:mysql://127.0.0.1:1/hakaru");
            assertThat(prove(nowhere, yesterday.toString())).isEqualTo(1);
            assertThat(printed.toString(UTF_8)).contains("cannot be asked");
        }
    }

    @Test
    void shouldCountALateBatchAsACorrection() {
        try (Stage stage = Stage.with(1)) {
            countAndClose(stage);
            long second = yesterday.atTime(23, 59).toEpochSecond(ZoneOffset.UTC);

            stage.topic().sendImpression(0);
            stage.topic().send(stage.topic().batch(0, 1, 2).addCounts(Counts.at(second, "open", 1)));
            stage.awaitCountedTo(0, 2);

            assertThat(prove(stage.environment(), yesterday.toString())).isZero();
            assertThat(printed.toString(UTF_8)).contains("counted since then: 1 impressions in 1 corrections");
            assertThat(stage.books().table("SELECT ad, reason, impressions FROM day_corrections"))
                    .isEqualTo(List.of(List.of("open", "", "1")));
        }
    }
}
