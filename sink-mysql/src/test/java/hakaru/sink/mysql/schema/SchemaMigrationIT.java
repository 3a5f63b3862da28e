package hakaru.sink.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.Backoff;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.runtime.management.Readiness;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

/** The migration on its own, by several at once. */
class SchemaMigrationIT {
    private static final int PROCESSES = 8;
    private static final Duration APART = Duration.ofMillis(3);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));

    private final TestDatabase database = TestDatabase.fresh();
    private final Secret password = new Secret(database.migrationPassword());
    private final MysqlConfig config = new MysqlConfig(
            database.jdbcUrl(),
            new MysqlConfig.Credentials(database.user(), password),
            Optional.of(new MysqlConfig.Credentials(database.migrationUser(), password)),
            StorePasswords.NONE,
            Duration.ofSeconds(30),
            new MysqlConfig.RowLimits(1_000, 5_000),
            new MysqlConfig.Retention(Duration.ofDays(7), Duration.ofDays(90)));

    @RepeatedTest(10)
    void shouldMigrateForAllWhoStartTogetherOnAnEmptyDatabase() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
        CyclicBarrier together = new CyclicBarrier(PROCESSES);
        Callable<Void> start = () -> {
            // Apart by a few statements: who comes second finds a history that is made, but empty.
            LockSupport.parkNanos(together.await() * APART.toNanos());
            new SchemaGate(config, BACKOFF, new Readiness().condition("mysql", "not yet")).migrate();
            return null;
        };
        try {
            for (Future<Void> migrated : threads.invokeAll(Collections.nCopies(PROCESSES, start))) {
                migrated.get();
            }
        } finally {
            threads.shutdownNow();
        }

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT version) FROM sink_schema_history WHERE type = 'SQL' AND success")) {
            Schema.requireTables(connection);
            row.next();
            assertThat(row.getInt(1)).isEqualTo(row.getInt(2));
        }
    }
}
