package hakaru.sink.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.runtime.Backoff;
import hakaru.runtime.management.Readiness;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.DatabaseConfig;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The tables explain themselves, may be made again, and are waited for. */
class SchemaIT {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));

    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig.Credentials migration = DatabaseConfig.migrationUser(database);
    private final MysqlConfig config = DatabaseConfig.of(database);

    @Test
    void shouldMigrateTwiceWithoutHarmAndBesideOtherTables() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE eventlog (id INT)");
        }

        new SchemaMigration(config, migration).run();
        new SchemaMigration(config, migration).run();

        assertThat(database.number("SELECT COUNT(*) FROM ledger")).isZero();
    }

    /** MySQL has no transaction around what alters tables: half of it is done, and the history says so. */
    @Test
    void shouldMigrateAgainAfterAMigrationFailedHalfWay() throws SQLException {
        new SchemaMigration(config, migration).run();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP VIEW impressions_per_day");
            statement.execute("UPDATE sink_schema_history SET success = FALSE WHERE version = '2'");
            statement.execute("DELETE FROM sink_schema_history WHERE CAST(version AS SIGNED) > 2");
        }

        new SchemaMigration(config, migration).run();

        assertThat(database.number("SELECT COUNT(*) FROM impressions_per_day")).isZero();
    }

    @Test
    void shouldExplainEveryTableAndColumn() throws SQLException {
        new SchemaMigration(config, migration).run();

        String ours =
                "table_schema = DATABASE() AND table_name IN ('impressions_per_second', 'ledger', 'rejected_counts', "
                        + "'rejected_records', 'rolled_minutes', 'rolled_hours', 'rolled_days', 'roll_up', 'settlement', 'zone_offsets', "
                        + "'invalid_per_second', 'rolled_invalid_minutes', 'rolled_invalid_hours', 'rolled_invalid_days', 'ads')";
        assertThat(database.number(
                        "SELECT COUNT(*) FROM information_schema.columns WHERE column_comment = '' AND " + ours))
                .isZero();
        assertThat(database.number(
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_comment <> '' AND " + ours))
                .isEqualTo(15);
    }

    @Test
    void shouldWaitForTheTablesAndSayWhatToRun() throws Exception {
        Readiness readiness = new Readiness();
        SchemaGate gate = new SchemaGate(config, BACKOFF, readiness.condition("mysql", "not yet"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            Future<?> passed = thread.submit(() -> {
                gate.pass(connections);
                return null;
            });
            Await.until(
                    "the advice",
                    Duration.ofSeconds(20),
                    () -> String.valueOf(readiness.reasons().get("mysql"))
                            .contains("'java -jar sink-mysql.jar migrate'"));

            new SchemaMigration(config, migration).run();

            passed.get();
            assertThat(readiness.isReady()).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }
}
