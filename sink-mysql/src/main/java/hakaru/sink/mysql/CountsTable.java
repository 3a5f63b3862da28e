package hakaru.sink.mysql;

import hakaru.sink.batch.CountRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds rows to {@code impressions_per_second}. */
final class CountsTable {
    /** {@code VALUES(column)} and not a row alias, which MariaDB does not have. */
    private static final String UPSERT = """
            INSERT INTO impressions_per_second (second, ad, impressions, value_sum) VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE impressions = impressions + VALUES(impressions), value_sum = value_sum + VALUES(value_sum)""";

    private CountsTable() {}

    /**
     * Adds all rows, in the order given.
     *
     * @param maxRows the most rows of one statement
     */
    static void add(Connection connection, List<CountRow> rows, int maxRows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
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
}
