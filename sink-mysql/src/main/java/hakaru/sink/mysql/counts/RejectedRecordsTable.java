package hakaru.sink.mysql.counts;

import hakaru.sink.batch.CountTransaction;
import hakaru.sink.mysql.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Keeps which records were rejected, so that whoever has the receipt of one is told. */
final class RejectedRecordsTable {
    private static final String INSERT = """
            INSERT INTO rejected_records (topic_id, partition_no, from_offset, to_offset, rejected_at)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE to_offset = VALUES(to_offset)""";

    private RejectedRecordsTable() {}

    static void add(Connection connection, List<CountTransaction.RejectedRecords> rejected) throws SQLException {
        if (rejected.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (CountTransaction.RejectedRecords records : rejected) {
                Parameters.of(statement)
                        .text(records.key().topicId())
                        .number(records.key().partition())
                        .number(records.range().from())
                        .number(records.range().to());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
