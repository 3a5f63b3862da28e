package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.testkit.Await;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Days go while the sink runs, and it neither stops nor loses count. */
class RetentionIT {
    private static final Map<String, String> QUICK =
            Map.of("SINK_ROLL_UP_INTERVAL", "100ms", "SINK_KEEP_SECONDS", "1d", "SINK_KEEP_MINUTES", "1d");

    private static void send(Stage stage, int batch, Instant second) {
        stage.topic()
                .send(stage.topic()
                        .batch(0, batch * 10L, batch * 10L + 10)
                        .addCounts(Counts.at(second.getEpochSecond(), "open", 10)));
    }

    private static boolean isDropped(Stage stage, MysqlConfig config, LocalDate today) throws SQLException {
        Maintenance.run(config, config.migrationUser(), Optional.of(today));
        return stage.books().number("SELECT COUNT(*) FROM impressions_per_second") == 0;
    }

    @Test
    void shouldGoOnCountingWhenItsDaysAreDropped() {
        Instant before = Instant.now().minusSeconds(600);
        LocalDate nextWeek = before.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(7);
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start(QUICK);
            MysqlConfig config = stage.config(QUICK).mysql();
            for (int batch = 0; batch < 30; batch++) {
                send(stage, batch, before.plusSeconds(batch));
            }
            stage.awaitCountedTo(0, 300);
            Await.until("the drop", Stage.LIMIT, () -> isDropped(stage, config, nextWeek));

            send(stage, 30, before.plusSeconds(3));
            stage.awaitCountedTo(0, 310);

            assertThat(stage.ask(sink, "/readyz")).isEqualTo("200 ready\n");
            assertThat(stage.books().impressions()).isZero();
            assertThat(stage.books().ledgerImpressions()).isEqualTo(310);
            assertThat(stage.books().number("SELECT SUM(impressions) FROM impressions_per_day"))
                    .isEqualTo(310);
            assertThat(stage.books().number("SELECT SUM(value_sum) FROM impressions_per_hour"))
                    .isEqualTo(620);
            assertThat(stage.metric(sink, "hakaru_sink_partitions_ahead")).isBetween(7.0, 14.0);
            assertThat(stage.metric(sink, "hakaru_sink_roll_up_seconds_count")).isPositive();
        }
    }
}
