package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The database is restored from an older backup, or taken over by a server that lacks the newest transactions. */
class DatabaseFallsBackIT {
    /** Until all that was lost is counted again, by the promise. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, String> RESTING_ROLL_UPS = Map.of("SINK_ROLL_UP_INTERVAL", "5m");

    private static void send(Stage stage, int partition, long from, long to) {
        stage.topic().send(stage.topic().batch(partition, from, to).addCounts(Counts.of("open", to - from)));
    }

    private static void awaitExactly(Stage stage, long first, long second) {
        Await.until(
                "all counted",
                LIMIT,
                () -> stage.books().countedTo(0) == first && stage.books().countedTo(1) == second);
        assertThat(stage.books().impressions()).isEqualTo(first + second);
        assertThat(stage.books().balance()).isTrue();
    }

    private static String awaitUnready(Stage stage, MysqlSink sink, String reason) {
        Await.until(reason, LIMIT, () -> stage.ask(sink, "/readyz").contains(reason));
        return stage.ask(sink, "/readyz");
    }

    @Test
    void shouldCountAgainWhatIsLostThoughNothingNewComes() throws Exception {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            awaitExactly(stage, 5, 0);
            Backup older = Backup.of(stage, "older");
            send(stage, 0, 5, 10);
            send(stage, 1, 0, 7);
            awaitExactly(stage, 10, 7);

            older.takeOver();

            awaitExactly(stage, 10, 7);
            assertThat(stage.metric(sink, "hakaru_sink_fallbacks_total")).isEqualTo(1);
            assertThat(stage.ask(sink, "/readyz")).startsWith("200");
        }
    }

    @Test
    void shouldCountAgainWhatIsLostWhileCountsCome() throws Exception {
        try (Stage stage = Stage.with(2)) {
            stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            send(stage, 1, 0, 1);
            awaitExactly(stage, 5, 1);
            Backup older = Backup.of(stage, "older");
            for (int batch = 1; batch < 300; batch++) {
                send(stage, 1, batch, batch + 1);
                if (batch == 100) {
                    send(stage, 0, 5, 10);
                }
                if (batch == 200) {
                    older.takeOver();
                }
            }

            awaitExactly(stage, 10, 300);
        }
    }

    @Test
    void shouldGoOnFromANewerStateThanItKnows() throws Exception {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            awaitExactly(stage, 5, 0);
            Backup lagging = Backup.of(stage, "lagging");
            send(stage, 0, 5, 10);
            send(stage, 1, 0, 7);
            awaitExactly(stage, 10, 7);
            Backup former = Backup.of(stage, "former");
            send(stage, 0, 10, 12);
            awaitExactly(stage, 12, 7);

            // The lagging server takes over, and then the former one again, which missed what was counted meanwhile.
            lagging.takeOver();
            Await.until("the fallback", LIMIT, () -> stage.metric(sink, "hakaru_sink_fallbacks_total") == 1);
            former.takeOver();
            send(stage, 1, 7, 9);

            awaitExactly(stage, 12, 9);
        }
    }

    @Test
    void shouldStopAndSayHowMuchIsMissingWhenKafkaNoLongerHasIt() throws Exception {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            awaitExactly(stage, 5, 0);
            Backup older = Backup.of(stage, "older");
            send(stage, 0, 5, 8);
            send(stage, 0, 8, 10);
            send(stage, 1, 0, 7);
            awaitExactly(stage, 10, 7);
            stage.topic().forget(0);

            older.takeOver();

            String reason = awaitUnready(stage, sink, stage.topic().name() + "-0: Partition 0 stops");
            assertThat(reason)
                    .contains("It had counted impressions (topic id "
                            + stage.topic().topicId() + ") to 10, stands at 5 now")
                    .contains("5 records are missing, [5, 10)");
            assertThat(stage.metric(sink, "hakaru_sink_stopped_partitions")).isEqualTo(1);
            Await.until("the other partition", LIMIT, () -> stage.books().countedTo(1) == 7);
            assertThat(stage.books().countedTo(0)).isEqualTo(5);
            sink.close();
            stage.books().execute(reason.substring(reason.indexOf("INSERT INTO ledger"), reason.lastIndexOf(';')));
            stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 10, 11);
            stage.awaitCountedTo(0, 11);
            assertThat(stage.books().impressions()).isEqualTo(6 + 7);
        }
    }

    @Test
    void shouldStopAtTheGapWhenKafkaHasOnlyTheNewestOfIt() throws Exception {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            awaitExactly(stage, 5, 0);
            Backup older = Backup.of(stage, "older");
            send(stage, 0, 5, 8);
            awaitExactly(stage, 8, 0);
            stage.topic().forget(0);
            send(stage, 0, 8, 10);
            awaitExactly(stage, 10, 0);

            older.takeOver();

            assertThat(awaitUnready(stage, sink, "Partition 0 stops"))
                    .contains("has counted to 5: 3 records in between are missing");
            assertThat(stage.books().impressions()).isEqualTo(5);
        }
    }

    @Test
    void shouldAddNothingWhenItWroteIntoTheMiddleOfARestore() throws Exception {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            awaitExactly(stage, 5, 0);
            Backup older = Backup.of(stage, "older");
            send(stage, 0, 5, 10);
            awaitExactly(stage, 10, 0);

            older.restoreCounts();
            send(stage, 0, 10, 12);
            stage.awaitCountedTo(0, 12);
            older.restoreLedger();

            assertThat(awaitUnready(stage, sink, "the ledger has fallen back to 5 impressions, but the counts have 7"))
                    .contains("restore again, with all sinks stopped");
            assertThat(stage.books().impressions()).isEqualTo(7);
        }
    }

    @Test
    void shouldAddNothingUntilARestoreHasEnded() throws Exception {
        try (Stage stage = Stage.with(2)) {
            MysqlSink sink = stage.start(RESTING_ROLL_UPS);
            send(stage, 0, 0, 5);
            awaitExactly(stage, 5, 0);
            Backup older = Backup.of(stage, "older");
            send(stage, 0, 5, 10);
            awaitExactly(stage, 10, 0);

            older.restoreLedger();
            awaitUnready(stage, sink, "the ledger has fallen back to 5 impressions, but the counts have 10");
            send(stage, 1, 0, 7);
            assertThat(stage.books().countedTo(0)).isEqualTo(5);
            older.restoreCounts();

            awaitExactly(stage, 10, 7);
            Await.until("ready", LIMIT, () -> stage.ask(sink, "/readyz").startsWith("200"));
        }
    }
}
