package hakaru.kakeru.books;

import hakaru.kakeru.load.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Asks the ledger for receipts, over one connection. Confined to one thread. */
public final class Receipts implements AutoCloseable {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    /** A partition without a row stands at 0. The last range that begins before a record is the one that may have it. */
    private static final String QUERY = """
            SELECT COALESCE((SELECT counted_to FROM ledger WHERE topic_id = ? AND partition_no = ?), 0) > ?,
              COALESCE((SELECT to_offset FROM rejected_records WHERE topic_id = ? AND partition_no = ?
                AND from_offset <= ? ORDER BY from_offset DESC LIMIT 1), 0) > ?""";

    private final Database database;

    /** What the ledger says of a beacon. */
    public enum Answer {
        /** It is in the counts; or it repeats one that is, by its id. */
        COUNTED("counted"),
        NOT_YET("not yet"),
        /** It could not be counted; the topic {@code impressions-rejected} had it, with the reason. */
        REJECTED("rejected");

        private final String words;

        Answer(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Receipts(Database.Address address) {
        this.database = new Database(address, LONGEST_LOOK);
    }

    /**
     * Asks for one.
     *
     * @throws DatabaseException when the database or a table cannot be read
     */
    public Answer answer(Receipt receipt) throws DatabaseException {
        return database.ask("read the table ledger", connection -> answer(connection, receipt));
    }

    private static Answer answer(Connection connection, Receipt receipt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
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

    @Override
    public void close() {
        database.close();
    }
}
