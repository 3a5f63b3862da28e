package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.runtime.kafka.TopicOffsets;
import hakaru.sink.batch.AwaitedEnds;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.closing.Settlement;
import hakaru.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every beacon answered 200 before <em>final to</em> is counted. */
class FinalToIT {
    private static Instant finalTo(Stage stage) {
        return LocalDateTime.parse(stage.books()
                        .table("SELECT DATE_FORMAT(final_to, '%Y-%m-%dT%H:%i:%s.%f') FROM settlement")
                        .get(0)
                        .get(0))
                .toInstant(ZoneOffset.UTC);
    }

    private static void awaitFinal(Stage stage, Instant moment) {
        Await.until("final to " + moment, Stage.LIMIT, () -> !finalTo(stage).isBefore(moment));
    }

    /** As the database keeps it. */
    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Test
    void shouldMoveOnWhileNothingComes() {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start();
            awaitFinal(stage, now());
            awaitFinal(stage, now());

            assertThat(finalTo(stage)).isBeforeOrEqualTo(now());
            assertThat(stage.metric(sink, "hakaru_sink_final_age_seconds")).isBetween(0.0, 60.0);
        }
    }

    @Test
    void shouldStandStillWhileAPartitionIsStuckAndMoveOnceItIsCounted() {
        try (Stage stage = Stage.with(2)) {
            stage.topic().sendImpression(1);
            Instant acknowledged = now();
            MysqlSink sink = stage.start();
            stage.topic().send(stage.topic().batch(0, 0, 5).addCounts(Counts.of("open", 5)));
            stage.awaitCountedTo(0, 5);
            Await.until(
                    "the lag of partition 1",
                    Stage.LIMIT,
                    () -> stage.metric(sink, "hakaru_sink_ledger_lag_records{partition=\"1\"}") == 1);

            assertThat(finalTo(stage)).isBefore(acknowledged);

            stage.topic().send(stage.topic().batch(1, 0, 1).addCounts(Counts.of("open", 1)));
            awaitFinal(stage, acknowledged);
            assertThat(stage.books().impressions()).isEqualTo(6);
        }
    }

    @Test
    void shouldStandWhereItWasAfterARestart() {
        try (Stage stage = Stage.with(1)) {
            MysqlSink first = stage.start();
            awaitFinal(stage, now());
            first.close();
            Instant before = finalTo(stage);
            stage.topic().sendImpression(0);

            MysqlSink second = stage.start();
            Await.until(
                    "the lag",
                    Stage.LIMIT,
                    () -> stage.metric(second, "hakaru_sink_ledger_lag_records{partition=\"0\"}") == 1);

            assertThat(finalTo(stage)).isEqualTo(before);
        }
    }

    @Test
    void shouldNeverGoBackNorPassTheDatabasesClock() throws Exception {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            awaitFinal(stage, now());
            sink.close();
            Instant start = finalTo(stage);

            settle(stage, start.minusSeconds(60));
            assertThat(finalTo(stage)).isEqualTo(start);
            settle(stage, now().plusSeconds(3_600));
            assertThat(finalTo(stage)).isBetween(start, now());
        }
    }

    private static void settle(Stage stage, Instant moment) throws SQLException {
        AwaitedEnds awaited = new AwaitedEnds();
        awaited.add(moment, new TopicOffsets("topic", Map.of(0, 0L)));
        try (HikariDataSource connections =
                ConnectionPool.open(stage.config(Map.of()).mysql(), new SimpleMeterRegistry())) {
            new Settlement(connections, Duration.ofSeconds(10)).move(awaited);
        }
    }

    @Test
    void shouldSayWhichHoursAndDaysAreFinal() {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start(Map.of("SINK_FINAL_AFTER", "5m"));
            awaitFinal(stage, now());
            sink.close();
            stage.books().execute("""
                    INSERT INTO impressions_per_second VALUES
                      ('2030-01-01 11:59:59', 'open', 1, 0), ('2030-01-01 12:00:00', 'open', 1, 0)""");

            stage.books().execute("UPDATE settlement SET final_to = '2030-01-01 12:04:59.999'");
            assertThat(hours(stage)).isEqualTo(Map.of("11", "0", "12", "0"));
            stage.books().execute("UPDATE settlement SET final_to = '2030-01-01 12:05:00'");
            assertThat(hours(stage)).isEqualTo(Map.of("11", "1", "12", "0"));
            stage.books().execute("UPDATE settlement SET final_to = '2030-01-02 00:04:59'");
            assertThat(stage.books().number("SELECT final FROM impressions_per_day"))
                    .isZero();
            stage.books().execute("UPDATE settlement SET final_to = '2030-01-02 00:05:00'");
            assertThat(stage.books().number("SELECT final FROM impressions_per_day"))
                    .isOne();
        }
    }

    private static Map<String, String> hours(Stage stage) {
        return stage.books().pairs("SELECT HOUR(hour), final FROM impressions_per_hour");
    }
}
