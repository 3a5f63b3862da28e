package hakaru.report;

import hakaru.contract.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Asks the ledger whether the beacon of a receipt is counted. Safe for use by several threads. */
final class Receipts {
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);

    /** A partition without a row stands at 0. The last range that begins before a record is the one that may have it. */
    private static final String QUERY = """
            SELECT COALESCE((SELECT counted_to FROM ledger WHERE topic_id = ? AND partition_no = ?), 0) > ?,
              COALESCE((SELECT to_offset FROM rejected_records WHERE topic_id = ? AND partition_no = ?
                AND from_offset <= ? ORDER BY from_offset DESC LIMIT 1), 0) > ?""";

    private final DataSource database;

    Receipts(DataSource database) {
        this.database = database;
    }

    /** What the ledger says. */
    enum Answer {
        COUNTED,
        NOT_YET,
        REJECTED
    }

    Answer answer(Receipt receipt) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setQueryTimeout((int) STATEMENT_LIMIT.toSeconds());
            int parameter = 0;
            for (int part = 0; part < 2; part++) {
                statement.setString(++parameter, receipt.topicId());
                statement.setInt(++parameter, receipt.partition());
                statement.setLong(++parameter, receipt.offset());
            }
            statement.setLong(++parameter, receipt.offset());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Answer.NOT_YET;
                }
                return row.getBoolean(2) ? Answer.REJECTED : Answer.COUNTED;
            }
        }
    }
}
