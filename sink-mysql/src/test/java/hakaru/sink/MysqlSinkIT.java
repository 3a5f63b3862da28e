package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import hakaru.testkit.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sink does while nothing fails, and what it tells about it. */
class MysqlSinkIT {
    @Test
    void shouldCountWhatComesAndTellOfIt() {
        try (Stage stage = Stage.with(2)) {
            stage.topic().send(stage.topic().batch(0, 0, 5).addCounts(Counts.of("open", 5)));
            stage.topic()
                    .send(stage.topic()
                            .batch(1, 0, 6)
                            .addCounts(Counts.of("open", 2))
                            .setRepeated(3)
                            .setRejected(1));

            MysqlSink sink = stage.start();
            stage.awaitCountedTo(0, 5);
            stage.awaitCountedTo(1, 6);

            assertThat(stage.books().rows()).containsOnly(entry("2026-05-28 20:26:40 open", "7/14"));
            assertThat(stage.books().ledgerImpressions()).isEqualTo(7);
            assertThat(stage.books().rejected()).isEqualTo(1);
            assertThat(stage.books().repeated()).isEqualTo(3);
            assertThat(stage.books().table("SELECT partition_no, from_offset, to_offset FROM rejected_records"))
                    .containsExactly(List.of("1", "5", "6"));
            assertThat(stage.ask(sink, "/readyz")).isEqualTo("200 ready\n");
            Await.until(
                    "the counters",
                    Stage.LIMIT,
                    () -> stage.metric(sink, "hakaru_sink_batches_total{outcome=\"applied\"}") == 2);
            assertThat(stage.metric(sink, "hakaru_sink_rows_upserted_total")).isBetween(1.0, 2.0);
            assertThat(stage.metric(sink, "hakaru_sink_freshness_seconds")).isPositive();
        }
    }

    @Test
    void shouldBeReadyWithoutTraffic() {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();

            assertThat(stage.ask(sink, "/readyz")).isEqualTo("200 ready\n");
        }
    }

    @Test
    void shouldTellHowFarTheLedgerIsBehind() {
        try (Stage stage = Stage.with(2)) {
            for (int i = 0; i < 7; i++) {
                stage.topic().sendImpression(1);
            }
            stage.topic().send(stage.topic().batch(1, 0, 4).addCounts(Counts.of("open", 4)));

            MysqlSink sink = stage.start();

            Await.until(
                    "the lag of partition 1",
                    Stage.LIMIT,
                    () -> stage.metric(sink, "hakaru_sink_ledger_lag_records{partition=\"1\"}") == 3);
            assertThat(stage.metric(sink, "hakaru_sink_ledger_lag_records{partition=\"0\"}"))
                    .isZero();
        }
    }

    @Test
    void shouldWriteEverySecondAndNameAsItCame() {
        try (Stage stage = Stage.with(1)) {
            stage.topic()
                    .send(stage.topic()
                            .batch(0, 0, 10)
                            .addCounts(Counts.at(0, "広告🎉", 1))
                            .addCounts(Counts.at(0, "Open", 1))
                            .addCounts(Counts.at(0, "open", 1))
                            .addCounts(Counts.at(253_402_300_799L, "it's \\ \"?\"", 1))
                            .addCounts(Counts.withValueSum(Counts.SECOND, "most", 1, -1)));

            stage.start();
            stage.awaitCountedTo(0, 10);

            assertThat(stage.books().rows())
                    .containsOnly(
                            entry("1970-01-01 00:00:00 広告🎉", "1/2"),
                            entry("1970-01-01 00:00:00 Open", "1/2"),
                            entry("1970-01-01 00:00:00 open", "1/2"),
                            entry("9999-12-31 23:59:59 it's \\ \"?\"", "1/2"),
                            entry("2026-05-28 20:26:40 most", "1/18446744073709551615"));
        }
    }

    @Test
    void shouldTakeABatchThatIsLargerThanATransaction() {
        try (Stage stage = Stage.with(1)) {
            var batch = stage.topic().batch(0, 0, 2_500);
            for (int i = 0; i < 2_500; i++) {
                batch.addCounts(Counts.of("ad-" + i, 1));
            }
            stage.topic().send(batch);

            stage.start(Map.of("SINK_MAX_ROWS_PER_TRANSACTION", "100", "SINK_MAX_ROWS_PER_STATEMENT", "30"));
            stage.awaitCountedTo(0, 2_500);

            assertThat(stage.books().impressions()).isEqualTo(2_500);
            assertThat(stage.books().number("SELECT COUNT(*) FROM impressions_per_second"))
                    .isEqualTo(2_500);
        }
    }
}
