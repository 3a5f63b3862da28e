package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Adds rows to a table of counts per period and ad, or per period, ad and reason. */
final class CountsTable {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private final String table;
    private final long seconds;
    private final String key;
    private final boolean hasReason;
    private final String insert;
    private final String onDuplicate;
    private final String upsert;

    /**
     * Names a table.
     *
     * @param period the column that says when a row's period begins, whose length is next
     * @param key the columns of the primary key after it, with commas between
     */
    CountsTable(String table, String period, Duration length, String key) {
        this.table = table;
        this.seconds = length.toSeconds();
        this.key = key;
        this.hasReason = key.contains("reason");
        insert = "INSERT INTO %s (%s, %s, impressions, value_sum) ".formatted(table, period, key);
        // VALUES(column) and not a row alias, which MariaDB does not have.
        onDuplicate = """
                ON DUPLICATE KEY UPDATE impressions = %1$s.impressions + VALUES(impressions),
                  value_sum = %1$s.value_sum + VALUES(value_sum)""".formatted(table);
        upsert = insert + (hasReason ? "VALUES (?, ?, ?, ?, ?) " : "VALUES (?, ?, ?, ?) ") + onDuplicate;
    }

    /**
     * Adds all rows, in the order given.
     *
     * @param maxRows the most rows of one statement
     */
    void add(Connection connection, List<CountRow> rows, int maxRows) throws SQLException {
        for (int from = 0; from < rows.size(); from += maxRows) {
            List<CountRow> some = rows.subList(from, Math.min(rows.size(), from + maxRows));
            Statements.updateAll(
                    connection, upsert, some, hasReason ? CountsTable::withReason : CountsTable::withoutReason);
        }
    }

    private static Object[] withoutReason(CountRow row) throws SQLException {
        return new Object[] {
            Columns.dateTime(row.second()),
            row.ad(),
            Columns.unsigned(row.impressions()),
            Columns.unsigned(row.valueSum())
        };
    }

    /** The parameters of an INSERT, in the order of a row's columns. */
    static Object[] withReason(CountRow row) throws SQLException {
        return new Object[] {
            Columns.dateTime(row.second()),
            row.ad(),
            row.reason(),
            Columns.unsigned(row.impressions()),
            Columns.unsigned(row.valueSum())
        };
    }

    /** Rows of seconds as rows of this table; those of periods that it no longer has are left out. */
    List<CountRow> merged(List<CountRow> rows, RollUpState state) {
        return CountRow.merge(
                rows.stream().filter(row -> keeps(row.second(), state)).map(row -> row.at(begin(row.second()))));
    }

    /** Whether this table, of longer periods, still has that of a second; hours and days are kept for ever. */
    boolean keeps(long second, RollUpState state) {
        return seconds > MINUTE.toSeconds() || second >= state.minutesFrom();
    }

    private long begin(long second) {
        return Math.floorDiv(second, seconds) * seconds;
    }

    /** Adds the sum of some seconds of one period, {@code from} included, {@code to} not. */
    void addSeconds(Connection connection, CountsTable ofSeconds, long from, long to) throws SQLException {
        String sql = insert + """
                SELECT CAST(? AS DATETIME), %1$s, SUM(impressions), SUM(value_sum) FROM %2$s
                WHERE second >= ? AND second < ? GROUP BY %1$s\s""".formatted(key, ofSeconds.table) + onDuplicate;
        Statements.update(connection, sql, Columns.dateTime(begin(from)), Columns.dateTime(from), Columns.dateTime(to));
    }
}
