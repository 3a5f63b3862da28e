package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The first start of all, and one that a kill cut short. */
class SinksStartTogetherIT {
    private static final int SINKS = 4;
    private static final int ROUNDS = 2;

    private static void startTogether(Stage stage) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SINKS);
        CyclicBarrier together = new CyclicBarrier(SINKS);
        List<Callable<MysqlSink>> starts = new ArrayList<>();
        for (int sink = 0; sink < SINKS; sink++) {
            starts.add(() -> {
                together.await();
                return stage.start();
            });
        }
        try {
            for (Future<MysqlSink> start : threads.invokeAll(starts)) {
                assertThat(stage.ask(start.get(), "/readyz")).startsWith("200");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldAllComeUpThatStartTogetherOnNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (Stage stage = Stage.withoutTopics()) {
                startTogether(stage);
            }
        }
    }

    @Test
    void shouldWaitForAKilledSinksStatementAndFinishItsMigration() throws Exception {
        try (Stage stage = Stage.with(1)) {
            // As the first version left it, so that the second one's first statement waits for who reads it.
            stage.books()
                    .execute("CREATE TABLE impressions_per_second (second DATETIME NOT NULL, ad VARCHAR(255) NOT NULL, "
                            + "impressions BIGINT UNSIGNED NOT NULL, value_sum BIGINT UNSIGNED NOT NULL, "
                            + "PRIMARY KEY (second, ad)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
            Future<MysqlSink> next;
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try (BooksLock reader = BooksLock.by(stage.database())) {
                reader.execute("SELECT * FROM impressions_per_second");
                try (ForkedJvm sink = ForkedJvm.start(Main.class, stage.environment())) {
                    Await.until("a waiting migration", Stage.LIMIT, () -> waitingMigrations(stage) > 0);
                    sink.kill();
                }
                next = thread.submit(() -> stage.start());
                Await.until("another connection", Stage.LIMIT, () -> connections(stage) > 1);
                assertThat(waitingMigrations(stage)).isPositive();
            } finally {
                thread.shutdown();
            }

            assertThat(stage.ask(next.get(), "/readyz")).startsWith("200");
            stage.topic().send(stage.topic().batch(0, 0, 5).addCounts(Counts.of("open", 5)));
            stage.awaitCountedTo(0, 5);
            assertThat(stage.books().balance()).isTrue();
        }
    }

    private static long waitingMigrations(Stage stage) {
        return migrationConnections(
                stage, "info LIKE '%ALTER TABLE impressions_per_second%' AND info NOT LIKE '%processlist%'");
    }

    private static long connections(Stage stage) {
        return migrationConnections(stage, "info IS NULL OR info NOT LIKE '%processlist%'");
    }

    private static long migrationConnections(Stage stage, String condition) {
        return stage.books()
                .number("SELECT COUNT(*) FROM information_schema.processlist WHERE user = '"
                        + stage.database().migrationUser() + "' AND (" + condition + ")");
    }
}
