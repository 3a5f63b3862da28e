package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.CountBatch;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines of the design's table of guarantees that are the sink's to keep. */
class SinkGuaranteesIT {
    private static final int PARTITIONS = 3;
    private static final String APPLIED = "hakaru_sink_batches_total{outcome=\"applied\"}";
    private static final String REPLAYED = "hakaru_sink_batches_total{outcome=\"replayed\"}";

    /** Batches of 10 impressions each, over all partitions, of a few ads and seconds. */
    private static void send(Stage stage, int fromRound, int toRound) {
        for (int round = fromRound; round < toRound; round++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                CountBatch.Builder batch = stage.topic()
                        .batch(partition, round * 10L, round * 10L + 10)
                        .addCounts(Counts.at(Counts.SECOND + round % 7, "open", 6))
                        .addCounts(Counts.at(Counts.SECOND + round % 7, "ad-" + round % 5, 3))
                        .setRejected(1);
                stage.topic().send(batch);
            }
        }
    }

    private static void awaitAndCheck(Stage stage, int rounds) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stage.awaitCountedTo(partition, rounds * 10L);
        }
        assertThat(stage.books().impressions()).isEqualTo(9L * rounds * PARTITIONS);
        assertThat(stage.books().number("SELECT SUM(value_sum) FROM impressions_per_second"))
                .isEqualTo(18L * rounds * PARTITIONS);
        assertThat(stage.books().balance()).isTrue();
        assertThat(stage.books().rejected()).isEqualTo(1L * rounds * PARTITIONS);
    }

    @Test
    void shouldBeExactAfterTheSinkIsKilledTwice() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            stage.start().close();
            send(stage, 0, 100);
            for (int kill = 0; kill < 2; kill++) {
                long before = stage.books().ledgerImpressions();
                try (ForkedJvm sink = ForkedJvm.start(Main.class, killable(stage))) {
                    Await.until("progress", Stage.LIMIT, () -> stage.books().ledgerImpressions() > before);
                    sink.kill();
                }
                assertThat(stage.books().balance()).isTrue();
                send(stage, 100 + kill * 20, 120 + kill * 20);
            }

            stage.start();

            awaitAndCheck(stage, 140);
        }
    }

    /** Small polls, so that the kill comes in the middle. */
    private static Map<String, String> killable(Stage stage) {
        Map<String, String> environment = stage.environment();
        environment.put("SINK_CONSUMER_MAX_POLL_RECORDS", "1");
        environment.put("SINK_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        return environment;
    }

    @Test
    void shouldBeExactAfterARestartMidFlow() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            send(stage, 0, 60);
            MysqlSink first = stage.start(Map.of("SINK_CONSUMER_MAX_POLL_RECORDS", "1"));
            Await.until("progress", Stage.LIMIT, () -> stage.books().ledgerImpressions() > 0);
            first.close();
            first.close();
            send(stage, 60, 80);

            stage.start();

            awaitAndCheck(stage, 80);
        }
    }

    @Test
    void shouldChangeNothingWhenImpressionCountsIsReadAgainFromTheStart() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            send(stage, 0, 20);
            MysqlSink first = stage.start();
            awaitAndCheck(stage, 20);
            first.close();
            Map<String, String> before = stage.books().rows();
            stage.books().execute("UPDATE ledger SET counts_position = 0");

            MysqlSink second = stage.start();
            Await.until("repeats", Stage.LIMIT, () -> stage.metric(second, REPLAYED) == 60);

            assertThat(stage.books().rows()).isEqualTo(before);
            assertThat(stage.metric(second, APPLIED)).isZero();
            send(stage, 20, 21);
            awaitAndCheck(stage, 21);
        }
    }

    @Test
    void shouldReadFromTheBeginningWhenThePositionIsNotInTheTopic() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            send(stage, 0, 5);
            MysqlSink first = stage.start();
            awaitAndCheck(stage, 5);
            first.close();
            stage.books().execute("UPDATE ledger SET counts_position = 1000000");

            MysqlSink second = stage.start();
            Await.until("repeats", Stage.LIMIT, () -> stage.metric(second, REPLAYED) == 15);
            send(stage, 5, 6);

            awaitAndCheck(stage, 6);
        }
    }

    @Test
    void shouldResumeWhereTheLedgerStandsAfterMysqlWasAway() {
        try (Stage stage = Stage.withOwnDatabase(PARTITIONS)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 10);
            awaitAndCheck(stage, 10);

            stage.database().stop();
            send(stage, 10, 20);
            Await.until(
                    "unready",
                    Stage.LIMIT,
                    () -> stage.ask(sink, "/readyz").contains("mysql: does not take the counts"));
            assertThat(stage.ask(sink, "/livez")).startsWith("200");
            assertThat(stage.metric(sink, "hakaru_sink_retries_total{kind=\"transient\"}"))
                    .isGreaterThanOrEqualTo(3);
            stage.database().start();

            awaitAndCheck(stage, 20);
            Await.until("ready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").startsWith("200"));
        }
    }

    @Test
    void shouldGoOnFromARestoredBackup() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 5);
            awaitAndCheck(stage, 5);
            stage.books().execute("CREATE TABLE backup_rows AS SELECT * FROM impressions_per_second");
            stage.books().execute("CREATE TABLE backup_ledger AS SELECT * FROM ledger");
            send(stage, 5, 10);
            awaitAndCheck(stage, 10);

            for (String sql : List.of(
                    "DELETE FROM impressions_per_second",
                    "DELETE FROM ledger",
                    "INSERT INTO impressions_per_second SELECT * FROM backup_rows",
                    "INSERT INTO ledger SELECT * FROM backup_ledger")) {
                stage.books().execute(sql);
            }
            send(stage, 10, 12);

            awaitAndCheck(stage, 12);
            assertThat(stage.metric(sink, "hakaru_sink_retries_total{kind=\"overtaken\"}"))
                    .isPositive();
        }
    }

    @Test
    void shouldCountOnceWhileTwoSinksOfAGroupComeAndGo() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            Map<String, String> settings = Map.of("SINK_CONSUMER_MAX_POLL_RECORDS", "5");
            MysqlSink first = stage.start(settings);
            send(stage, 0, 40);
            MysqlSink second = stage.start(settings);
            send(stage, 40, 80);
            Await.until(
                    "both at work",
                    Stage.LIMIT,
                    () -> stage.metric(
                                    second,
                                    "kafka_consumer_coordinator_assigned_partitions{client_id=\"hakaru-sink\",kafka_version=\"4.3.1\"}")
                            != 0);
            send(stage, 80, 120);
            first.close();
            stage.start(settings);
            send(stage, 120, 160);

            awaitAndCheck(stage, 160);
        }
    }

    @Test
    void shouldRefuseTheSecondOfTwoSinksThatBelieveTheyOwnAPartition() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 5);
            awaitAndCheck(stage, 5);
            // What another sink, unseen by this one, would have committed.
            stage.books()
                    .execute("UPDATE ledger SET counted_to = 60, guard_3 = 60, counts_position = 6, "
                            + "impressions = impressions + 9, rejected = rejected + 1 WHERE partition_no = 1");
            stage.books().execute("INSERT INTO impressions_per_second VALUES ('2026-01-01', 'other', 9, 18)");

            send(stage, 5, 7);

            awaitAndCheck(stage, 7);
            assertThat(stage.metric(sink, "hakaru_sink_retries_total{kind=\"overtaken\"}"))
                    .isPositive();
        }
    }
}
