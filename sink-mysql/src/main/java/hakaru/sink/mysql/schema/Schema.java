package hakaru.sink.mysql.schema;

import hakaru.runtime.StartException;
import hakaru.sink.mysql.MysqlConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Checks that the tables are there and fit each other. */
public final class Schema {
    /** The table in which Flyway notes what it has done: one of our own, as other tables may live in the same database. */
    public static final String HISTORY = "sink_schema_history";

    private Schema() {}

    /** Brings the tables to the newest version, as {@link SchemaMigration} does, with one attempt. */
    public static void migrate(MysqlConfig config, MysqlConfig.Credentials credentials) throws SQLException {
        new SchemaMigration(config, credentials).run();
    }

    /** Fails with MySQL's own words when a table or a column is not there. */
    public static void requireTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT second, ad, impressions, value_sum FROM impressions_per_second WHERE FALSE");
            statement.execute("SELECT second, ad, reason, impressions, value_sum FROM invalid_per_second WHERE FALSE");
            for (String table : List.of("minute", "hour", "day")) {
                statement.execute(
                        "SELECT %1$s, ad, impressions, value_sum FROM rolled_%1$ss WHERE FALSE".formatted(table));
                statement.execute(
                        "SELECT %1$s, ad, reason, impressions, value_sum FROM rolled_invalid_%1$ss WHERE FALSE"
                                .formatted(table));
            }
            statement.execute("SELECT rolled_to, seconds_from, minutes_from, closed_to FROM roll_up WHERE FALSE");
            statement.execute("SELECT day, closed_at, ads, impressions, invalid, value_sum, ledger, previous, sha256"
                    + " FROM closed_days WHERE FALSE");
            statement.execute("SELECT day, ad, reason, impressions, value_sum, corrected_at FROM day_corrections"
                    + " WHERE FALSE");
            statement.execute("SELECT ad, label, campaign, advertiser, time_zone, listed FROM ads WHERE FALSE");
            statement.execute("SELECT final_to, final_after_seconds FROM settlement WHERE FALSE");
            statement.execute(
                    "SELECT time_zone, from_utc, to_utc, offset_seconds, whole_hours FROM zone_offsets WHERE FALSE");
            statement.execute(
                    "SELECT topic_id, partition_no, counted_to, guard_3, counts_position, impressions, repeated, rejected, "
                            + "latest_second, updated_at FROM ledger WHERE FALSE");
            statement.execute(
                    "SELECT topic_id, partition_no, from_offset, to_offset, second, ad, impressions, value_sum, "
                            + "reason, rejected_at FROM rejected_counts WHERE FALSE");
            statement.execute("SELECT topic_id, partition_no, from_offset, to_offset, rejected_at FROM rejected_records"
                    + " WHERE FALSE");
        }
    }

    /**
     * Refuses counts that no ledger explains: a sink that began at 0 would count everything again on top of them.
     *
     * @throws StartException saying the way out
     */
    public static void requireLedgerOfCounts(Connection connection) throws SQLException {
        String sql = "SELECT NOT EXISTS (SELECT 1 FROM ledger) AND (EXISTS (SELECT 1 FROM impressions_per_second) "
                + "OR EXISTS (SELECT 1 FROM rolled_days))";
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            if (answer.getBoolean(1)) {
                throw new StartException(
                        "the ledger is empty, but the counts are not: counting from the start would count twice. "
                                + "Restore the ledger that belongs to these counts, or, to count again what Kafka still has, "
                                + "move all tables of this database to another one; then migrate and start again");
            }
        }
    }
}
