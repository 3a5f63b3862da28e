package hakaru.sink.mysql.counts;

import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Keeps what {@code impressions_per_second} could not take. */
final class RejectedCountsTable {
    private static final int MAX_REASON_LENGTH = 1_000;

    private static final String INSERT = """
            INSERT INTO rejected_counts (topic_id, partition_no, from_offset, to_offset, second, ad, impressions, value_sum,
              reason, rejected_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""";

    private RejectedCountsTable() {}

    static void add(Connection connection, ReceivedBatch batch, CountRow row, SQLException failure)
            throws SQLException {
        String reason = String.valueOf(failure.getMessage());
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Parameters.of(statement)
                    .text(batch.key().topicId())
                    .number(batch.key().partition())
                    .number(batch.range().from())
                    .number(batch.range().to())
                    .number(row.second())
                    .text(row.ad())
                    .unsigned(row.impressions())
                    .unsigned(row.valueSum())
                    .text(reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH)));
            statement.executeUpdate();
        }
    }
}
