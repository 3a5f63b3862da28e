package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import org.junit.jupiter.api.Test;

/** A batch that the ledger does not explain, or that is none, stops its partition; others go on. */
class PartitionStopsIT {
    private static void send(Stage stage, int partition, long from, long to, String ad) {
        stage.topic().send(stage.topic().batch(partition, from, to).addCounts(Counts.of(ad, to - from)));
    }

    @Test
    void shouldStopAPartitionAtAGapWhileAnotherGoesOn() {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 0, 5, "open");
            send(stage, 0, 7, 9, "open");
            Await.until("unready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").startsWith("503"));
            send(stage, 1, 0, 5, "open");
            stage.awaitCountedTo(1, 5);

            assertThat(stage.ask(sink, "/readyz"))
                    .contains(
                            stage.topic().name() + "-0: Partition 0 stops: the batch at offset 1 of impression-counts")
                    .contains("counts [7, 9) of impressions (topic id "
                            + stage.topic().topicId() + ")")
                    .contains("has counted to 5: 2 records in between are missing")
                    .contains("Then restart the sink.");
            assertThat(stage.books().countedTo(0)).isEqualTo(5);
            assertThat(stage.books().impressions()).isEqualTo(10);
            assertThat(stage.metric(sink, "hakaru_sink_stopped_partitions")).isEqualTo(1);
            assertThat(stage.metric(sink, "hakaru_sink_batches_total{outcome=\"stopped\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldGoOnAfterAGapOnceTheOperatorAcceptsIt() {
        try (Stage stage = Stage.with(1)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 3, 9, "open");
            Await.until("unready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").startsWith("503"));
            String message = stage.ask(sink, "/readyz");
            sink.close();

            stage.books().execute(message.substring(message.indexOf("INSERT INTO ledger"), message.lastIndexOf(';')));
            stage.start();

            stage.awaitCountedTo(0, 9);
            assertThat(stage.books().impressions()).isEqualTo(6);
        }
    }

    @Test
    void shouldStopAPartitionAtAnOverlapWhileAnotherGoesOn() {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 0, 5, "open");
            send(stage, 0, 3, 9, "open");
            Await.until("unready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").startsWith("503"));
            send(stage, 1, 0, 5, "open");
            stage.awaitCountedTo(1, 5);

            assertThat(stage.ask(sink, "/readyz")).contains("has counted to 5: 2 of its records are counted already");
            assertThat(stage.books().impressions()).isEqualTo(10);
        }
    }

    @Test
    void shouldStopAPartitionAtARecordThatIsNoBatch() {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start();
            send(stage, 0, 0, 5, "open");
            stage.topic().send(0, new byte[] {0x0f, 0x01});
            send(stage, 0, 5, 6, "open");
            send(stage, 1, 0, 5, "open");
            Await.until("unready", Stage.LIMIT, () -> stage.ask(sink, "/readyz").startsWith("503"));
            stage.awaitCountedTo(1, 5);

            assertThat(stage.ask(sink, "/readyz"))
                    .contains("the record at offset 1")
                    .contains("it is not a CountBatch");
            assertThat(stage.books().countedTo(0)).isEqualTo(5);
        }
    }
}
