package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Partitions are raised while the sink runs, busy or idle. */
class PartitionsAreRaisedIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static boolean tells(Stage stage, MysqlSink sink, String metric, String labels) {
        return stage.ask(sink, "/metrics")
                .lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(labels))
                .anyMatch(line -> !line.endsWith("NaN"));
    }

    @Test
    void shouldCountAndTellOfNewPartitionsWithoutARestart() {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start();
            stage.topic().send(stage.topic().batch(0, 0, 5).addCounts(Counts.of("open", 5)));
            stage.awaitCountedTo(0, 5);

            stage.topic().raise(4);
            stage.topic().send(stage.topic().batch(3, 0, 2).addCounts(Counts.of("open", 2)));
            stage.topic().send(stage.topic().batch(0, 5, 6).addCounts(Counts.of("open", 1)));

            Await.until("the new partition", LIMIT, () -> stage.books().countedTo(3) == 2);
            stage.topic().send(stage.topic().batch(2, 0, 3).addCounts(Counts.of("open", 3)));
            stage.awaitCountedTo(2, 3);
            stage.awaitCountedTo(0, 6);
            assertThat(stage.books().impressions()).isEqualTo(11);
            assertThat(stage.books().balance()).isTrue();
            Await.until(
                    "the lag of the new partitions",
                    LIMIT,
                    () -> tells(stage, sink, "hakaru_sink_ledger_lag_records", "partition=\"3\"")
                            && tells(stage, sink, "hakaru_consumer_lag_records", "hakaru-sink\",partition=\"3\"")
                            && tells(
                                    stage, sink, "hakaru_consumer_lag_records", "hakaru-aggregator\",partition=\"3\""));
        }
    }
}
