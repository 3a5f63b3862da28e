package hakaru.sink.mysql.counts;

import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps which records were rejected, so that whoever has the receipt of one is told, and what a table could not take. */
final class RejectedTables {
    private static final int MAX_REASON_LENGTH = 1_000;

    private static final String INSERT_RECORDS = """
            INSERT INTO rejected_records (topic_id, partition_no, from_offset, to_offset, rejected_at)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE to_offset = VALUES(to_offset)""";

    private static final String INSERT_COUNTS = """
            INSERT INTO rejected_counts (topic_id, partition_no, from_offset, to_offset, second, ad, impressions, value_sum,
              reason, rejected_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""";

    private RejectedTables() {}

    static void add(Connection connection, List<CountTransaction.RejectedRecords> rejected) throws SQLException {
        Statements.updateAll(connection, INSERT_RECORDS, rejected, records -> new Object[] {
            records.key().topicId(),
            records.key().partition(),
            records.range().from(),
            records.range().to()
        });
    }

    /** Adds a row of a batch, and why {@code impressions_per_second} could not take it. */
    static void add(Connection connection, ReceivedBatch batch, CountRow row, SQLException failure)
            throws SQLException {
        String reason = String.valueOf(failure.getMessage());
        Statements.update(
                connection,
                INSERT_COUNTS,
                batch.key().topicId(),
                batch.key().partition(),
                batch.range().from(),
                batch.range().to(),
                row.second(),
                row.ad(),
                Columns.unsigned(row.impressions()),
                Columns.unsigned(row.valueSum()),
                reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH)));
    }
}
