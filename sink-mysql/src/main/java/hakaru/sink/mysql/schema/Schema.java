package hakaru.sink.mysql.schema;

import static java.util.Map.entry;

import hakaru.runtime.StartException;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Checks that the tables are there and fit each other. */
public final class Schema {
    /** The table in which Flyway notes what it has done: one of our own, as other tables may live in the same database. */
    public static final String HISTORY = "sink_schema_history";

    /** What the sink reads and writes, by table; in this order, so that each start names the same one that is missing. */
    private static final List<Map.Entry<String, String>> COLUMNS = List.of(
            entry("impressions_per_second", "second, ad, impressions, value_sum"),
            entry("rolled_minutes", "minute, ad, impressions, value_sum"),
            entry("rolled_hours", "hour, ad, impressions, value_sum"),
            entry("rolled_days", "day, ad, impressions, value_sum"),
            entry("invalid_per_second", "second, ad, reason, impressions, value_sum"),
            entry("rolled_invalid_minutes", "minute, ad, reason, impressions, value_sum"),
            entry("rolled_invalid_hours", "hour, ad, reason, impressions, value_sum"),
            entry("rolled_invalid_days", "day, ad, reason, impressions, value_sum"),
            entry("roll_up", "rolled_to, seconds_from, minutes_from, closed_to"),
            entry("closed_days", "day, closed_at, ads, impressions, invalid, value_sum, ledger, previous, sha256"),
            entry("day_corrections", "day, ad, reason, impressions, value_sum, corrected_at"),
            entry("ads", "ad, label, campaign, advertiser, time_zone, listed"),
            entry("settlement", "final_to, final_after_seconds"),
            entry("zone_offsets", "time_zone, from_utc, to_utc, offset_seconds, whole_hours"),
            entry(
                    "ledger",
                    "topic_id, partition_no, counted_to, guard_3, counts_position, impressions, repeated, rejected, "
                            + "latest_second, updated_at"),
            entry(
                    "rejected_counts",
                    "topic_id, partition_no, from_offset, to_offset, second, ad, impressions, value_sum, reason, "
                            + "rejected_at"),
            entry("rejected_records", "topic_id, partition_no, from_offset, to_offset, rejected_at"));

    private Schema() {}

    /** Fails with MySQL's own words when a table or a column is not there. */
    public static void requireTables(Connection connection) throws SQLException {
        for (Map.Entry<String, String> table : COLUMNS) {
            Statements.execute(connection, "SELECT %s FROM %s WHERE FALSE".formatted(table.getValue(), table.getKey()));
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
        if (Statements.onlyRow(connection, sql, answer -> answer.getBoolean(1))) {
            throw new StartException(
                    "the ledger is empty, but the counts are not: counting from the start would count twice. "
                            + "Restore the ledger that belongs to these counts, or, to count again what Kafka still has, "
                            + "move all tables of this database to another one; then migrate and start again");
        }
    }
}
