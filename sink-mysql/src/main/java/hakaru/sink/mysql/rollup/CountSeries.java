package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Adds counts to the tables of a series: those of seconds, and of minutes, hours and days, to which they are added up. */
public final class CountSeries {
    /** All impressions: gross. */
    public static final CountSeries ALL = new CountSeries("impressions_per_second", "rolled_", "ad");

    /** Those of them that are invalid, by reason; they have rows only where there are any. */
    public static final CountSeries INVALID = new CountSeries("invalid_per_second", "rolled_invalid_", "ad, reason");

    /** What is counted for a day that was closed before. */
    private static final String INSERT_CORRECTION = """
            INSERT INTO day_corrections (day, ad, reason, impressions, value_sum, corrected_at)
            VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""";

    private final CountsTable seconds;
    private final CountsTable days;
    private final List<CountsTable> rolled;

    private CountSeries(String seconds, String rolled, String key) {
        this.seconds = new CountsTable(seconds, "second", Duration.ofSeconds(1), key);
        this.days = new CountsTable(rolled + "days", "day", Duration.ofDays(1), key);
        this.rolled = List.of(
                new CountsTable(rolled + "minutes", "minute", CountsTable.MINUTE, key),
                new CountsTable(rolled + "hours", "hour", Duration.ofHours(1), key),
                days);
    }

    /**
     * Adds rows of seconds. One that is rolled up already goes to the longer periods too; one that is no longer kept, to them
     * alone; one of a closed day is noted besides.
     *
     * @param maxRows the most rows of one statement
     */
    public void add(Connection connection, List<CountRow> rows, RollUpState state, int maxRows) throws SQLException {
        seconds.add(connection, rows.stream().filter(state::keeps).toList(), maxRows);
        List<CountRow> late = rows.stream().filter(state::isRolledUp).toList();
        for (CountsTable table : rolled) {
            table.add(connection, table.merged(late, state), maxRows);
        }
        List<CountRow> corrections = rows.stream().filter(state::isClosed).toList();
        Statements.updateAll(connection, INSERT_CORRECTION, days.merged(corrections, state), CountsTable::withReason);
    }

    /** Adds seconds, which are of one minute, to the longer periods. */
    void rollUp(Connection connection, RollUpState state, long from, long to) throws SQLException {
        for (CountsTable table : rolled) {
            if (table.keeps(from, state)) {
                table.addSeconds(connection, seconds, from, to);
            }
        }
    }
}
