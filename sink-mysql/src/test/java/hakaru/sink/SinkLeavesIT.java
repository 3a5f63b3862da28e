package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One of two sinks goes, in order or not: how long its partitions wait for the other. */
class SinkLeavesIT {
    private static final int PARTITIONS = 2;
    private static final String ASSIGNED = "kafka_consumer_coordinator_assigned_partitions";

    /** It leaves the group, so that nobody waits for its session, which is three times as long here. */
    private static final Duration STOPPED_LIMIT = Duration.ofSeconds(20);

    /** Its session, and a rebalance. */
    private static final Duration KILLED_LIMIT = Duration.ofSeconds(20);

    private static void awaitShare(Stage stage, MysqlSink sink) {
        Await.until(
                "each has a partition",
                Stage.LIMIT,
                () -> stage.ask(sink, "/metrics")
                        .lines()
                        .anyMatch(line -> line.startsWith(ASSIGNED) && line.endsWith(" 1.0")));
    }

    private static void awaitAllCounted(Stage stage, Duration limit) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stage.topic().send(stage.topic().batch(partition, 0, 5).addCounts(Counts.of("open", 5)));
        }
        Await.until("both partitions are counted", limit, () -> stage.books().ledgerImpressions() == 5 * PARTITIONS);
        assertThat(stage.books().balance()).isTrue();
    }

    @Test
    void shouldHandOverAtOnceWhenItIsToldToStop() {
        try (Stage stage = Stage.with(PARTITIONS)) {
            MysqlSink staying = stage.start();
            MysqlSink leaving =
                    stage.start(Map.of("SINK_INSTANCE_ID", "leaving", "SINK_CONSUMER_SESSION_TIMEOUT_MS", "60000"));
            awaitShare(stage, staying);

            leaving.close();

            awaitAllCounted(stage, STOPPED_LIMIT);
        }
    }

    @Test
    void shouldHandOverWithinItsSessionWhenItIsKilled() throws Exception {
        try (Stage stage = Stage.with(PARTITIONS)) {
            MysqlSink staying = stage.start();
            try (ForkedJvm killed = ForkedJvm.start(Main.class, stage.environment())) {
                awaitShare(stage, staying);
                killed.kill();
            }

            awaitAllCounted(stage, KILLED_LIMIT);
        }
    }
}
