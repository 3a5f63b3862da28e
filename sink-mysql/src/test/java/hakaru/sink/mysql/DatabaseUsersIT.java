package hakaru.sink.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Count;
import hakaru.sink.Counts;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.mysql.closing.DayClosing;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.rollup.RollUps;
import hakaru.sink.mysql.schema.Schema;
import hakaru.sink.mysql.schema.SchemaMigration;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of the three users of docs/operations.md: each can do its job, and no more. */
class DatabaseUsersIT {
    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig config = DatabaseConfig.of(database);

    @BeforeEach
    void migrate() throws SQLException {
        new SchemaMigration(config, DatabaseConfig.migrationUser(database)).run();
    }

    /** All that the sink does: it checks, inserts, adds up, rejects a row, reads the ledger and rolls up. */
    private void writeAndRead() throws SQLException {
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            try (Connection connection = connections.getConnection()) {
                Schema.requireTables(connection);
                Schema.requireLedgerOfCounts(connection);
            }
            CountStore store = RollUpStage.store(connections);
            store.write(batch(0, Counts.of("open", 10)));
            store.write(batch(10, Counts.of("open", 2), Counts.of("x".repeat(256), 3)));
            assertThat(store.readLedger().countsPosition(0)).hasValue(15);
            database.administer("UPDATE " + database.name() + ".ledger SET updated_at = '2026-01-01'");
            new RollUps(connections).step();
            Instant later = Instant.ofEpochSecond(Counts.SECOND).plus(Duration.ofDays(2));
            assertThat(new DayClosing(connections, Duration.ofSeconds(10))
                            .closeNext(new DayClosing.Reached(later, store.readLedger())))
                    .isPresent();
            store.write(batch(15, Counts.of("open", 1)));
            assertThat(Maintenance.daysAhead(connections, LocalDate.EPOCH)).isEqualTo(-1);
        }
    }

    private static CountTransaction batch(long from, Count... counts) {
        return RollUpStage.batch(
                0, from, Arrays.stream(counts).map(CountRow::of).toList());
    }

    private void executeAs(String user, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), user, database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertDenied(String user, String sql) {
        assertThatThrownBy(() -> executeAs(user, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("denied");
    }

    @Test
    void shouldLetTheWriterDoAllThatTheSinkDoes() {
        assertThatCode(this::writeAndRead).doesNotThrowAnyException();
    }

    /** None of its rights is one too many. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "INSERT", "UPDATE"})
    void shouldNeedEachRightOfTheWriter(String right) {
        database.administer("REVOKE %s ON %s.* FROM '%s'".formatted(right, database.name(), database.user()));

        assertThatThrownBy(this::writeAndRead).hasStackTraceContaining("denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM ledger",
                "TRUNCATE TABLE ledger",
                "DROP TABLE ledger",
                "ALTER TABLE ledger ADD COLUMN note INT",
                "ALTER TABLE impressions_per_second DROP PARTITION future",
                "CREATE TABLE notes (note INT)",
                "CREATE INDEX ads ON impressions_per_second (ad)",
                "CREATE VIEW ads AS SELECT ad FROM impressions_per_second"
            })
    void shouldKeepWriterAndAnalystFromChangingTheSchemaOrDeleting(String sql) {
        assertDenied(database.user(), sql);
        assertDenied(database.analyst(), sql);
    }

    @Test
    void shouldLetTheAnalystReadEveryTable() {
        for (String table : List.of(
                "impressions_per_second",
                "impressions_per_minute",
                "impressions_per_hour",
                "impressions_per_day",
                "invalid_per_second",
                "invalid_per_minute",
                "invalid_per_hour",
                "invalid_per_day",
                "rolled_invalid_minutes",
                "rolled_invalid_hours",
                "rolled_invalid_days",
                "rolled_minutes",
                "rolled_hours",
                "rolled_days",
                "roll_up",
                "closed_days",
                "day_corrections",
                "settlement",
                "ads",
                "campaigns_per_day",
                "zone_offsets",
                "ledger",
                "rejected_counts",
                "rejected_records")) {
            assertThatCode(() -> executeAs(database.analyst(), "SELECT * FROM " + table))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO impressions_per_second VALUES ('2026-01-01', 'open', 1, 1)",
                "UPDATE ledger SET counted_to = 0",
                "LOCK TABLES ledger WRITE"
            })
    void shouldKeepTheAnalystFromWritingAndLocking(String sql) {
        assertDenied(database.analyst(), sql);
    }

    @Test
    void shouldLetTheOwnerOfTheAdsWriteThereAndNowhereElse() throws SQLException {
        String owner = database.adsUser();
        executeAs(owner, "INSERT INTO ads (ad, label) VALUES ('open', 'Opening')");
        executeAs(owner, "UPDATE ads SET campaign = 'Autumn'");
        executeAs(owner, "SELECT * FROM impressions_per_day");
        executeAs(owner, "DELETE FROM ads");
        for (String sql : List.of(
                "DELETE FROM ledger",
                "INSERT INTO impressions_per_second VALUES ('2026-01-01', 'open', 1, 1)",
                "UPDATE settlement SET final_to = '2030-01-01'",
                "DROP TABLE ads",
                "ALTER TABLE ads ADD COLUMN more INT",
                "CREATE TABLE notes (note INT)")) {
            assertDenied(owner, sql);
        }
        assertDenied(database.analyst(), "DELETE FROM ads");
    }

    /** The statement of docs/analysts.md, by the user who may write the ads. */
    @Test
    void shouldImportTheAdsFromAFileOfCommas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ads.csv"), """
                ad,label,campaign,advertiser,time_zone,listed
                open,"Opening, \"\"grand\"\"\",Autumn,House,Europe/Berlin,1
                shut,,,,,0
                grün,Grün,,,,1
                """);
        String document = Files.readString(Path.of("..", "docs", "analysts.md"));
        int begin = document.indexOf("LOAD DATA");
        String load = document.substring(begin, document.indexOf(';', begin)).replace("'ads.csv'", "'" + file + "'");
        executeAs(database.adsUser(), "INSERT INTO ads (ad, label) VALUES ('open', 'before'), ('other', 'stays')");

        String url = database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "allowLoadLocalInfile=true";
        try (Connection connection = DriverManager.getConnection(url, database.adsUser(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(load);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT CONCAT_WS('|', ad, COALESCE(label, '-'), COALESCE(campaign, '-'), COALESCE(advertiser, '-'), "
                            + "COALESCE(time_zone, '-'), listed) FROM ads ORDER BY ad")) {
                List<String> ads = new ArrayList<>();
                while (rows.next()) {
                    ads.add(rows.getString(1));
                }
                assertThat(ads)
                        .containsExactly(
                                "grün|Grün|-|-|-|1",
                                "open|Opening, \"grand\"|Autumn|House|Europe/Berlin|1",
                                "other|stays|-|-|-|1",
                                "shut|-|-|-|-|0");
            }
        }
    }

    @Test
    void shouldKeepEveryUserInItsDatabase() {
        TestDatabase other = TestDatabase.fresh();
        for (String user : List.of(database.migrationUser(), database.user(), database.analyst())) {
            assertDenied(user, "SELECT * FROM mysql.user");
            assertDenied(user, "CREATE TABLE %s.notes (note INT)".formatted(other.name()));
            assertDenied(user, "CREATE DATABASE notes_" + database.name());
            assertDenied(user, "CREATE USER 'another_" + database.name() + "'");
            assertDenied(user, "GRANT SELECT ON %s.* TO '%s'".formatted(database.name(), other.user()));
            assertDenied(user, "SET GLOBAL max_connections = 10");
            assertDenied(user, "SELECT 1 INTO OUTFILE '/tmp/never-written'");
        }
    }
}
