package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps what was counted for days that were closed before. */
final class DayCorrectionsTable {
    private static final String INSERT = """
            INSERT INTO day_corrections (day, ad, reason, impressions, value_sum, corrected_at)
            VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""";

    private DayCorrectionsTable() {}

    /** Adds rows of days. */
    static void add(Connection connection, List<CountRow> rows) throws SQLException {
        Statements.updateAll(
                connection,
                INSERT,
                rows,
                (parameters, row) -> parameters
                        .second(row.second())
                        .text(row.ad())
                        .text(row.reason())
                        .unsigned(row.impressions())
                        .unsigned(row.valueSum()));
    }
}
