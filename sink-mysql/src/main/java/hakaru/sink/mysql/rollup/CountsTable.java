package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A table with counts per period and ad, or per period, ad and reason, to which rows are added. */
final class CountsTable {
    private final String table;
    private final String key;
    private final boolean hasReason;
    private final String insert;
    private final String onDuplicate;
    private final String upsert;

    /**
     * Names a table.
     *
     * @param period the column that says when a row's period begins
     * @param key the columns of the primary key after it, with commas between
     */
    CountsTable(String table, String period, String key) {
        this.table = table;
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

    /** Some seconds of a table of seconds: {@code from} included, {@code to} not. */
    record Seconds(CountsTable table, long from, long to) {}

    /** Adds the sum of these seconds, as counts of the period that begins at {@code begin}. */
    void addSeconds(Connection connection, long begin, Seconds seconds) throws SQLException {
        String sql = insert + """
                SELECT CAST(? AS DATETIME), %1$s, SUM(impressions), SUM(value_sum) FROM %2$s
                WHERE second >= ? AND second < ? GROUP BY %1$s\s""".formatted(key, seconds.table().table) + onDuplicate;
        Statements.update(
                connection,
                sql,
                Columns.dateTime(begin),
                Columns.dateTime(seconds.from()),
                Columns.dateTime(seconds.to()));
    }
}
