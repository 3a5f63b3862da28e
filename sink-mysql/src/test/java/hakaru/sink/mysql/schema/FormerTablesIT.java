package hakaru.sink.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetRange;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.DatabaseConfig;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tables of releases before, with counts in them, are taken over. */
class FormerTablesIT {
    private static final String FORMER_VERSION = "2";

    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig config = DatabaseConfig.of(database);

    @AfterEach
    void close() {
        database.close();
    }

    /** Those of the release that knew seconds, roll-ups and the ledger only. */
    private void makeFormerTables() throws SQLException {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database.jdbcUrl(), database.migrationUser(), database.migrationPassword())
                .locations("classpath:hakaru/sink/migration")
                .table(Schema.HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(FORMER_VERSION)
                .load()
                .migrate();
        // One ad is rolled up, the other one is not yet.
        execute("UPDATE roll_up SET rolled_to = '2026-06-17 12:00:00'");
        execute("INSERT INTO impressions_per_second VALUES ('2026-06-17 11:59:59', 'open', 5, 50), "
                + "('2026-06-17 12:00:00', 'shut', 3, 30)");
        execute("INSERT INTO rolled_minutes VALUES ('2026-06-17 11:59:00', 'open', 5, 50)");
        execute(
                "INSERT INTO rolled_hours VALUES ('2026-06-17 11:00:00', 'open', 5, 50), ('2026-01-01 00:00:00', 'old', 7, 70)");
        execute("INSERT INTO rolled_days VALUES ('2026-06-17', 'open', 5, 50), ('2026-01-01', 'old', 7, 70)");
        execute(
                "INSERT INTO ledger (topic_id, partition_no, counted_to, counts_position, impressions, rejected, latest_second) "
                        + "VALUES ('topic', 0, 16, 4, 15, 1, '2026-06-17 12:00:00')");
    }

    private void migrate() throws SQLException {
        new SchemaMigration(config, DatabaseConfig.migrationUser(database)).run();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void shouldTakeOverTablesWithCountsAndGoOn() throws SQLException {
        makeFormerTables();

        migrate();

        assertThat(database.text(
                        "SELECT GROUP_CONCAT(CONCAT_WS(' ', day, ad, impressions, value_sum) ORDER BY day, ad) "
                                + "FROM impressions_per_day"))
                .isEqualTo("2026-01-01 old 7 70,2026-06-17 open 5 50,2026-06-17 shut 3 30");
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            CountStore store = RollUpStage.store(connections);
            store.requireBalance();
            assertThat(store.readLedger().countsPosition(0)).hasValue(4);
            store.write(RollUpStage.batch(0, 16, List.of(new CountRow(1_781_697_600, "open", 2, 20))));
            store.requireBalance();
        }
        assertThat(database.text("SELECT SUM(impressions) FROM impressions_per_day"))
                .isEqualTo("17");
        assertThat(database.text("SELECT CONCAT(counted_to, '/', impressions, '/', rejected) FROM ledger"))
                .isEqualTo("18/17/1");
    }

    /** A release that knows no repeats wrote these rows; the history of this one is cut off after its tables were altered. */
    @Test
    void shouldTakeOverALedgerThatHasNoRepeats() throws SQLException {
        migrate();
        execute("ALTER TABLE ledger DROP COLUMN repeated");
        execute("DROP TABLE rejected_records");
        execute("DELETE FROM sink_schema_history WHERE CAST(version AS SIGNED) >= 4");
        execute(
                "INSERT INTO ledger (topic_id, partition_no, counted_to, guard_3, counts_position, impressions, rejected)"
                        + " VALUES ('topic', 0, 10, 10, 1, 8, 2)");

        migrate();
        execute("DELETE FROM sink_schema_history WHERE CAST(version AS SIGNED) >= 4");
        migrate();

        List<CountRow> two = List.of(new CountRow(1_781_697_600, "open", 2, 20));
        ReceivedBatch batch =
                new ReceivedBatch(new Ledger.Key("topic", 0), new OffsetRange(10, 15), 15, two, List.of(), 3, 0);
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            RollUpStage.store(connections).write(new CountTransaction(List.of(batch)));
        }
        assertThat(database.text("SELECT counted_to = impressions + repeated + rejected FROM ledger"))
                .isEqualTo("1");
        assertThat(database.text("SELECT repeated FROM ledger")).isEqualTo("3");
    }
}
