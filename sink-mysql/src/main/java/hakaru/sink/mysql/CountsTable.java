package hakaru.sink.mysql;

import hakaru.sink.batch.CountRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A table with counts per period and ad, to which rows are added. */
final class CountsTable {
    static final CountsTable SECONDS = new CountsTable("impressions_per_second", "second");

    private final String insert;
    private final String onDuplicate;
    private final String upsert;

    /**
     * Names a table.
     *
     * @param column says when a row's period begins
     */
    CountsTable(String table, String column) {
        insert = "INSERT INTO %s (%s, ad, impressions, value_sum) ".formatted(table, column);
        // VALUES(column) and not a row alias, which MariaDB does not have.
        onDuplicate = """
                ON DUPLICATE KEY UPDATE impressions = %1$s.impressions + VALUES(impressions),
                  value_sum = %1$s.value_sum + VALUES(value_sum)""".formatted(table);
        upsert = insert + "VALUES (?, ?, ?, ?) " + onDuplicate;
    }

    /**
     * Adds all rows, in the order given.
     *
     * @param maxRows the most rows of one statement
     */
    void add(Connection connection, List<CountRow> rows, int maxRows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            int open = 0;
            for (CountRow row : rows) {
                fill(statement, row);
                statement.addBatch();
                if (++open == maxRows) {
                    statement.executeBatch();
                    open = 0;
                }
            }
            if (open > 0) {
                statement.executeBatch();
            }
        }
    }

    private static void fill(PreparedStatement statement, CountRow row) throws SQLException {
        Parameters.of(statement)
                .second(row.second())
                .text(row.ad())
                .unsigned(row.impressions())
                .unsigned(row.valueSum());
    }

    /** Adds the sum of all seconds from {@code from} to before {@code to}, as counts of the period that begins at {@code begin}. */
    void addSeconds(Connection connection, long begin, long from, long to) throws SQLException {
        String sql = insert + """
                SELECT CAST(? AS DATETIME), ad, SUM(impressions), SUM(value_sum) FROM impressions_per_second
                WHERE second >= ? AND second < ? GROUP BY ad\s""" + onDuplicate;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.of(statement).second(begin).second(from).second(to);
            statement.executeUpdate();
        }
    }
}
