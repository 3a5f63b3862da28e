package hakaru.sink.mysql;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.CountBatch;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetRange;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.sink.mysql.counts.NewAds;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.rollup.RollUps;
import hakaru.sink.mysql.schema.SchemaMigration;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A migrated database, and what is done to it by a sink without Kafka. */
public final class RollUpStage implements AutoCloseable {
    private static final int KEEP_SECONDS_DAYS = 2;
    private static final int KEEP_MINUTES_DAYS = 4;

    private final LocalDate today = LocalDate.now(Clock.systemUTC());
    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig.Credentials migration = DatabaseConfig.migrationUser(database);
    private final MysqlConfig config = DatabaseConfig.of(
            database,
            new MysqlConfig.Retention(Duration.ofDays(KEEP_SECONDS_DAYS), Duration.ofDays(KEEP_MINUTES_DAYS)));
    private final HikariDataSource connections;
    private long next;

    public RollUpStage() throws SQLException {
        new SchemaMigration(config, migration).run();
        connections = ConnectionPool.open(config, new SimpleMeterRegistry());
    }

    public LocalDate today() {
        return today;
    }

    public TestDatabase database() {
        return database;
    }

    public MysqlConfig config() {
        return config;
    }

    public HikariDataSource connections() {
        return connections;
    }

    public CountStore store() {
        return store(connections);
    }

    /** One that gives every ad rows of its own. */
    public static CountStore store(DataSource connections) {
        NewAds newAds = new NewAds(1_000_000, new SimpleMeterRegistry(), Clock.systemUTC());
        return new CountStore(connections, 1_000, newAds);
    }

    /** Midnight, so many days ago, in seconds since 1970-01-01T00:00:00Z. */
    public long daysAgo(long days) {
        return today.minusDays(days).toEpochDay() * Duration.ofDays(1).toSeconds();
    }

    /** A batch of the partition that begins at {@code from} and has as many records as the rows have impressions. */
    public static CountTransaction batch(int partition, long from, List<CountRow> rows) {
        long to = from + rows.stream().mapToLong(CountRow::impressions).sum();
        Ledger.Key key = new Ledger.Key("topic", partition);
        return new CountTransaction(
                List.of(new ReceivedBatch(key, new OffsetRange(from, to), to, rows, List.of(), 0, 0)));
    }

    /** Writes the next batch of partition 0, which has so many records and these counts. */
    public void write(int records, Consumer<CountBatch.Builder> counts) throws SQLException {
        CountBatch.Builder batch = CountBatch.newBuilder();
        counts.accept(batch);
        long from = next;
        next += records;
        store().write(new CountTransaction(List.of(new ReceivedBatch(
                new Ledger.Key("topic", 0),
                new OffsetRange(from, next),
                next,
                batch.getCountsList().stream().map(CountRow::of).toList(),
                batch.getInvalidList().stream().map(CountRow::of).toList(),
                0,
                0))));
    }

    /** Rolls up all that has passed. */
    public void rollUp() throws SQLException {
        RollUps rollUps = new RollUps(connections);
        while (rollUps.step() > 0) {
            // Each step is another transaction.
        }
    }

    public void maintain(LocalDate today) throws SQLException {
        Maintenance.run(config, migration, Optional.of(today));
    }

    /** Of the user who may alter tables. */
    public Connection connectToMigrate() throws SQLException {
        return DirectConnection.open(config, migration);
    }

    /** Lets {@link #runs} see the statements of other users. */
    public void letTestsSeeStatements() {
        database.administer("GRANT PROCESS ON *.* TO '" + database.migrationUser() + "'");
    }

    /** Whether somebody's statement is under way in this database. */
    public boolean runs(String pattern) throws SQLException {
        return !text("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE '"
                        + pattern + "'")
                .equals("0");
    }

    /** As the owner of the tables. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a query of one column and one row answers. */
    public String text(String sql) throws SQLException {
        return String.valueOf(pairs("SELECT 'text', (" + sql + ")").get("text"));
    }

    /** Two columns, the second by the first. */
    public Map<String, String> pairs(String sql) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), String.valueOf(rows.getString(2)));
            }
        }
        return pairs;
    }

    /** Whether minutes, hours, days and the ledger have the same impressions, in one statement, which sees one moment. */
    public boolean balances() throws SQLException {
        return text("""
                SELECT (SELECT SUM(impressions) FROM impressions_per_day) = ledger.impressions
                  AND (SELECT SUM(impressions) FROM impressions_per_hour) = ledger.impressions
                  AND (SELECT SUM(impressions) FROM impressions_per_minute) = ledger.impressions
                FROM (SELECT SUM(impressions) AS impressions FROM ledger) AS ledger""").equals("1");
    }

    @Override
    public void close() {
        connections.close();
        database.close();
    }
}
