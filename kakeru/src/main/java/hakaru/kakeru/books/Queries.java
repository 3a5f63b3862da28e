package hakaru.kakeru.books;

import hakaru.kakeru.load.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** The questions that kakeru asks; all of them read only. */
final class Queries {
    /** Seconds travel as text: a DATETIME has no time zone, and the session's must not give it one. */
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Queries() {}

    /** Names a row of the ledger. */
    record Partition(String topicId, int number) {
        static Partition of(Receipt receipt) {
            return new Partition(receipt.topicId(), receipt.partition());
        }
    }

    static String datetime(Instant instant) {
        return DATETIME.format(instant);
    }

    static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A handful of rows: cheap enough for every second of a run. */
    static Snapshot.Ledger ledger(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COALESCE(SUM(impressions), 0), COALESCE(SUM(repeated), 0), COALESCE(SUM(rejected), 0) FROM ledger")) {
            rows.next();
            return new Snapshot.Ledger(rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
    }

    /** How far each partition is counted: what comes before is visible in the same moment. */
    static Map<Partition, Long> countedTo(Connection connection) throws SQLException {
        Map<Partition, Long> countedTo = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic_id, partition_no, counted_to FROM ledger")) {
            while (rows.next()) {
                countedTo.put(new Partition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return countedTo;
    }

    /** Reads table and ledger in one snapshot, so that they cannot differ by a flush in between. */
    static Snapshot counted(Connection connection, Instant since) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            return new Snapshot(ads(connection, since), ledger(connection));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Map<String, Sums> ads(Connection connection, Instant since) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT ad, SUM(impressions), SUM(value_sum) FROM impressions_per_second WHERE second >= ? GROUP BY ad")) {
            statement.setString(1, datetime(since));
            Map<String, Sums> ads = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ads.put(rows.getString(1), new Sums(rows.getLong(2), rows.getLong(3)));
                }
            }
            return ads;
        }
    }
}
