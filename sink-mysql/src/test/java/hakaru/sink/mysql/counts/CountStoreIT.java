package hakaru.sink.mysql.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Count;
import hakaru.runtime.Backoff;
import hakaru.runtime.management.Readiness;
import hakaru.sink.Counts;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetRange;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.DatabaseConfig;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.OvertakenException;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.schema.SchemaGate;
import hakaru.sink.mysql.schema.SchemaMigration;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The transaction on its own, without Kafka. */
class CountStoreIT {
    private static final Ledger.Key KEY = new Ledger.Key("topic", 0);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));

    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig.Credentials migration = DatabaseConfig.migrationUser(database);
    private final MysqlConfig config = DatabaseConfig.of(database);

    private HikariDataSource pool() {
        return ConnectionPool.open(config, new SimpleMeterRegistry());
    }

    private static CountTransaction batch(long from, long to, Count... counts) {
        return repeats(from, to, 0, counts);
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void shouldLetOneOfTwoWritersCommitEachStep() throws Exception {
        new SchemaMigration(config, migration).run();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier together = new CyclicBarrier(2);
        try (HikariDataSource connections = pool()) {
            Callable<Integer> writer = () -> writeAll(RollUpStage.store(connections), together);

            Future<Integer> first = threads.submit(writer);
            Future<Integer> second = threads.submit(writer);

            assertThat(first.get() + second.get()).isEqualTo(50);
        } finally {
            threads.shutdownNow();
        }
        assertThat(number("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo(500);
        assertThat(number("SELECT impressions FROM ledger")).isEqualTo(500);
        assertThat(number("SELECT counted_to FROM ledger")).isEqualTo(500);
    }

    /** Both begin each step at the same moment; returns how many this one has won. */
    private static int writeAll(CountStore store, CyclicBarrier together) throws Exception {
        int won = 0;
        for (long from = 0; from < 500; from += 10) {
            together.await();
            try {
                store.write(batch(from, from + 10, Counts.of("open", 10)));
                won++;
            } catch (SQLException e) {
                assertThat(FailureKind.of(e)).isIn(FailureKind.OVERTAKEN, FailureKind.TRANSIENT);
            }
        }
        return won;
    }

    @Test
    void shouldWriteNothingWhenTheLedgerHasMoved() throws SQLException {
        new SchemaMigration(config, migration).run();
        try (HikariDataSource connections = pool()) {
            CountStore store = RollUpStage.store(connections);
            store.write(batch(0, 10, Counts.of("open", 10)));

            assertThatThrownBy(() -> store.write(batch(0, 10, Counts.of("open", 10))))
                    .isInstanceOf(OvertakenException.class)
                    .hasMessage("the ledger of partition 0 no longer stands at 0");
            assertThatThrownBy(() -> store.write(batch(5, 12, Counts.of("open", 7))))
                    .isInstanceOf(OvertakenException.class);

            Ledger ledger = store.readLedger();
            assertThat(ledger.countedTo(KEY)).isEqualTo(10);
            assertThat(ledger.countsPosition(0)).hasValue(10);
            assertThat(ledger.latestSecond())
                    .hasValueSatisfying(
                            second -> assertThat(second.getEpochSecond()).isEqualTo(Counts.SECOND));
        }
        assertThat(number("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo(10);
    }

    @Test
    void shouldMigrateTwiceWithoutHarmAndBesideOtherTables() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE eventlog (id INT)");
        }

        new SchemaMigration(config, migration).run();
        new SchemaMigration(config, migration).run();

        assertThat(number("SELECT COUNT(*) FROM ledger")).isZero();
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

        assertThat(number("SELECT COUNT(*) FROM impressions_per_day")).isZero();
    }

    /** A release that knows no repeats wrote these rows; the history of this one is cut off after its tables were altered. */
    @Test
    void shouldTakeOverALedgerThatHasNoRepeats() throws SQLException {
        new SchemaMigration(config, migration).run();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE ledger DROP COLUMN repeated");
            statement.execute("DROP TABLE rejected_records");
            statement.execute("DELETE FROM sink_schema_history WHERE CAST(version AS SIGNED) >= 4");
            statement.execute(
                    "INSERT INTO ledger (topic_id, partition_no, counted_to, guard_3, counts_position, impressions, rejected)"
                            + " VALUES ('topic', 0, 10, 10, 1, 8, 2)");
        }

        new SchemaMigration(config, migration).run();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM sink_schema_history WHERE CAST(version AS SIGNED) >= 4");
        }
        new SchemaMigration(config, migration).run();

        try (HikariDataSource connections = pool()) {
            RollUpStage.store(connections).write(repeats(10, 15, 3, Counts.of("open", 2)));
        }
        assertThat(number("SELECT counted_to = impressions + repeated + rejected FROM ledger"))
                .isOne();
        assertThat(number("SELECT repeated FROM ledger")).isEqualTo(3);
    }

    private static CountTransaction repeats(long from, long to, long repeated, Count... counts) {
        List<CountRow> rows = Arrays.stream(counts).map(CountRow::of).toList();
        return new CountTransaction(
                List.of(new ReceivedBatch(KEY, new OffsetRange(from, to), to, rows, List.of(), repeated, 0)));
    }

    @Test
    void shouldExplainEveryTableAndColumn() throws SQLException {
        new SchemaMigration(config, migration).run();

        String ours =
                "table_schema = DATABASE() AND table_name IN ('impressions_per_second', 'ledger', 'rejected_counts', "
                        + "'rejected_records', 'rolled_minutes', 'rolled_hours', 'rolled_days', 'roll_up', 'settlement', 'zone_offsets', "
                        + "'invalid_per_second', 'rolled_invalid_minutes', 'rolled_invalid_hours', 'rolled_invalid_days', 'ads')";
        assertThat(number("SELECT COUNT(*) FROM information_schema.columns WHERE column_comment = '' AND " + ours))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM information_schema.tables WHERE table_comment <> '' AND " + ours))
                .isEqualTo(15);
    }

    @Test
    void shouldWaitForTheTablesAndSayWhatToRun() throws Exception {
        Readiness readiness = new Readiness();
        SchemaGate gate = new SchemaGate(config, BACKOFF, readiness.condition("mysql", "not yet"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (HikariDataSource connections = pool()) {
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
