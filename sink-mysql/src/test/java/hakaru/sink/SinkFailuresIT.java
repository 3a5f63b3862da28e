package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import hakaru.runtime.StartException;
import hakaru.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one transaction or one row can run into, and what the sink makes of it. */
class SinkFailuresIT {
    private static final String TRANSIENT = "hakaru_sink_retries_total{kind=\"transient\"}";
    private static final String LOCK_ROW =
            "INSERT INTO impressions_per_second VALUES ('2026-05-28 20:26:40', 'locked', 1, 1)";

    private static void send(Stage stage, int partition, long from, long to, String ad) {
        stage.topic().send(stage.topic().batch(partition, from, to).addCounts(Counts.of(ad, to - from)));
    }

    private static List<List<String>> waitingStatements(Stage stage, String what) {
        return stage.books()
                .table("SELECT id FROM information_schema.processlist WHERE user = '"
                        + stage.database().user() + "' AND info LIKE '" + what + "%'");
    }

    @Test
    void shouldCountOnceWhenItsConnectionIsKilledMidTransaction() throws Exception {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            try (BooksLock lock = BooksLock.by(stage.database())) {
                lock.execute(LOCK_ROW);
                send(stage, 0, 0, 5, "locked");
                Await.until(
                        "a waiting transaction",
                        Stage.LIMIT,
                        () -> !waitingStatements(stage, "INSERT INTO impressions")
                                .isEmpty());
                stage.database()
                        .administer("KILL "
                                + waitingStatements(stage, "INSERT INTO impressions")
                                        .get(0)
                                        .get(0));
                Await.until("the failure", Stage.LIMIT, () -> stage.metric(sink, TRANSIENT) >= 1);
                assertThat(stage.books().countedTo(0)).isZero();
            }

            stage.awaitCountedTo(0, 5);

            assertThat(stage.books().rows()).containsOnly(entry("2026-05-28 20:26:40 locked", "5/10"));
            assertThat(stage.metric(sink, "hakaru_sink_retries_total{kind=\"person\"}"))
                    .isZero();
        }
    }

    @Test
    void shouldCountOnceAfterADeadlock() throws Exception {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 0, 1, "first");
            stage.awaitCountedTo(0, 1);
            // With more rows than the sink's transaction, this one is not the victim.
            try (BooksLock other = BooksLock.by(stage.database())) {
                other.execute(LOCK_ROW);
                other.execute(
                        "INSERT INTO impressions_per_second SELECT '2000-01-01', n, 1, 1 FROM (WITH RECURSIVE numbers AS "
                                + "(SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 200) SELECT n FROM numbers) ads");
                send(stage, 0, 1, 6, "locked");
                Await.until(
                        "a waiting transaction",
                        Stage.LIMIT,
                        () -> !waitingStatements(stage, "INSERT INTO impressions")
                                .isEmpty());
                other.execute("UPDATE ledger SET updated_at = updated_at WHERE partition_no = 0");
                Await.until("the deadlock", Stage.LIMIT, () -> stage.metric(sink, TRANSIENT) >= 1);
            }

            stage.awaitCountedTo(0, 6);

            assertThat(stage.books().impressions()).isEqualTo(6);
            assertThat(stage.books().balance()).isTrue();
        }
    }

    @Test
    void shouldRejectARowThatDoesNotFitAndKeepTheBooksBalanced() {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            stage.topic()
                    .send(stage.topic()
                            .batch(0, 0, 10)
                            .addCounts(Counts.withValueSum(Counts.SECOND, "full", 4, -1))
                            .addCounts(Counts.of("open", 6)));
            stage.awaitCountedTo(0, 10);

            stage.topic()
                    .send(stage.topic()
                            .batch(0, 10, 20)
                            .addCounts(Counts.of("open", 3))
                            .addCounts(Counts.of("full", 2))
                            .addCounts(Counts.at(Long.MAX_VALUE, "never", 1))
                            .addCounts(Counts.of("x".repeat(256), 4)));
            stage.awaitCountedTo(0, 20);

            assertThat(stage.books().rows())
                    .containsOnly(
                            entry("2026-05-28 20:26:40 full", "4/18446744073709551615"),
                            entry("2026-05-28 20:26:40 open", "9/18"));
            assertThat(stage.books().balance()).isTrue();
            assertThat(stage.books().rejected()).isEqualTo(7);
            assertThat(stage.books().number("SELECT SUM(impressions) FROM rejected_counts"))
                    .isEqualTo(7);
            assertThat(stage.books()
                            .table("SELECT from_offset, to_offset, second, LEFT(ad, 5), impressions, value_sum, "
                                    + "reason <> '' FROM rejected_counts ORDER BY id"))
                    .containsExactly(
                            List.of("10", "20", "1780000000", "full", "2", "4", "1"),
                            List.of("10", "20", "9223372036854775807", "never", "1", "2", "1"),
                            List.of("10", "20", "1780000000", "xxxxx", "4", "8", "1"));
            Await.until("the counter", Stage.LIMIT, () -> stage.metric(sink, "hakaru_sink_rows_rejected_total") == 3);
        }
    }

    @Test
    void shouldRefuseToStartWithAnEmptyLedgerOverCounts() {
        try (Stage stage = Stage.with(1)) {
            stage.start().close();
            stage.books().execute("INSERT INTO impressions_per_second VALUES ('2026-01-01', 'open', 1, 1)");

            assertThatThrownBy(stage::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("the ledger is empty, but the counts are not")
                    .hasMessageContaining("Restore the ledger");
        }
    }

    @Test
    void shouldCallForAPersonWhenATableIsMissing() {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            stage.books().execute("RENAME TABLE impressions_per_second TO away");
            send(stage, 0, 0, 5, "open");
            Await.until("unready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").contains("somebody must act"));

            stage.books().execute("RENAME TABLE away TO impressions_per_second");

            stage.awaitCountedTo(0, 5);
            Await.until("ready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").startsWith("200"));
        }
    }

    @Test
    void shouldCloseInBoundedTimeWhenMysqlHangs() throws Exception {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            // An empty ledger is looked at first: whether the books balance.
            send(stage, 0, 0, 5, "open");
            stage.awaitCountedTo(0, 5);
            try (BooksLock lock = BooksLock.by(stage.database())) {
                lock.execute("LOCK TABLES impressions_per_second WRITE");
                send(stage, 0, 5, 10, "open");
                Await.until(
                        "a waiting transaction",
                        Stage.LIMIT,
                        () -> !waitingStatements(stage, "INSERT INTO impressions")
                                .isEmpty());
                Instant begin = Instant.now();
                sink.close();
                assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
            }

            stage.start();
            stage.awaitCountedTo(0, 10);
            assertThat(stage.books().impressions()).isEqualTo(10);
        }
    }
}
