package hakaru.sink.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.DatabaseConfig;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tables of the release that knew seconds, roll-ups and the ledger only, with counts in them, are taken over. */
class FormerTablesIT {
    private static final String FORMER_VERSION = "2";

    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig config = DatabaseConfig.of(database);

    @AfterEach
    void close() {
        database.close();
    }

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

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void shouldTakeOverTablesWithCountsAndGoOn() throws SQLException {
        makeFormerTables();

        new SchemaMigration(config, DatabaseConfig.migrationUser(database)).run();

        assertThat(text("SELECT GROUP_CONCAT(CONCAT_WS(' ', day, ad, impressions, value_sum) ORDER BY day, ad) "
                        + "FROM impressions_per_day"))
                .isEqualTo("2026-01-01 old 7 70,2026-06-17 open 5 50,2026-06-17 shut 3 30");
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            CountStore store = RollUpStage.store(connections);
            store.requireBalance();
            assertThat(store.readLedger().countsPosition(0)).hasValue(4);
            store.write(RollUpStage.batch(0, 16, List.of(new CountRow(1_781_697_600, "open", 2, 20))));
            store.requireBalance();
        }
        assertThat(text("SELECT SUM(impressions) FROM impressions_per_day")).isEqualTo("17");
        assertThat(text("SELECT CONCAT(counted_to, '/', impressions, '/', rejected) FROM ledger"))
                .isEqualTo("18/17/1");
    }
}
