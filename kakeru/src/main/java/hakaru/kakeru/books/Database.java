package hakaru.kakeru.books;

import hakaru.kakeru.load.Receipt;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Asks the database, which it only reads, over one connection that it replaces when it has failed. Confined to one thread. */
public final class Database implements AutoCloseable {
    private static final String CONNECT_LIMIT = "5000";

    /** Seconds travel as text: a DATETIME has no time zone, and the session's must not give it one. */
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** A handful of rows: cheap enough for every second of a run. */
    private static final String LEDGER = "SELECT NULL, SUM(impressions), SUM(repeated), SUM(rejected) FROM ledger";

    /** One statement reads one snapshot, as the connection is set: table and ledger cannot differ by a flush in between. */
    private static final String COUNTED =
            "SELECT ad, SUM(impressions), SUM(value_sum), 0 FROM impressions_per_second WHERE second >= ? GROUP BY ad UNION ALL "
                    + LEDGER;

    /** A partition without a row stands at 0. The last range that begins before a record is the one that may have it. */
    private static final String RECEIPT = """
            SELECT COALESCE((SELECT counted_to FROM ledger WHERE topic_id = ? AND partition_no = ?), 0) > ?,
              COALESCE((SELECT to_offset FROM rejected_records WHERE topic_id = ? AND partition_no = ?
                AND from_offset <= ? ORDER BY from_offset DESC LIMIT 1), 0) > ?""";

    private final Address address;
    private final Duration readLimit;
    private @Nullable Connection connection;

    /** Where the counts are, and as whom to read them. */
    public record Address(String url, String user, String password) {
        /** @param readLimit how long to wait for an answer; Connector/J's default is to wait for ever */
        private Connection connect(Duration readLimit) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password);
            properties.setProperty("connectTimeout", CONNECT_LIMIT);
            properties.setProperty("socketTimeout", Long.toString(readLimit.toMillis()));
            return DriverManager.getConnection(url, properties);
        }

        /** Without what follows the question mark, which may hold a password. */
        @Override
        public String toString() {
            return url.replaceFirst("\\?.*", "");
        }
    }

    /** Names a row of the ledger. */
    record Partition(String topicId, int number) {}

    /** What the ledger says of a beacon. */
    public enum State {
        /** It is in the counts; or it repeats one that is, by its id. */
        COUNTED,
        NOT_YET,
        /** It could not be counted; the topic {@code impressions-rejected} had it, with the reason. */
        REJECTED;

        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** @param readLimit a database that is silent for longer has failed */
    public Database(Address address, Duration readLimit) {
        this.address = address;
        this.readLimit = readLimit;
    }

    String version() throws DatabaseException {
        return ask("ask for the version", "SELECT VERSION()", rows -> {
            rows.next();
            return rows.getString(1);
        });
    }

    Snapshot.Ledger ledger() throws DatabaseException {
        return ask("read the table ledger", LEDGER, Database::snapshot).ledger();
    }

    /** How far each partition is counted: what comes before is visible in the same moment. */
    Map<Partition, Long> countedTo() throws DatabaseException {
        String query = "SELECT topic_id, partition_no, counted_to FROM ledger";
        return ask("look for probes", query, rows -> {
            Map<Partition, Long> countedTo = new HashMap<>();
            while (rows.next()) {
                countedTo.put(new Partition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return countedTo;
        });
    }

    Snapshot counted(Instant since) throws DatabaseException {
        return ask("read the table impressions_per_second", COUNTED, Database::snapshot, DATETIME.format(since));
    }

    /** Sums of ads, and those of the ledger, which has no ad, and none yet while it has no rows: null reads as 0. */
    private static Snapshot snapshot(ResultSet rows) throws SQLException {
        Map<String, Sums> ads = new HashMap<>();
        Snapshot.Ledger ledger = new Snapshot.Ledger(0, 0, 0);
        while (rows.next()) {
            String ad = rows.getString(1);
            if (ad == null) {
                ledger = new Snapshot.Ledger(rows.getLong(2), rows.getLong(3), rows.getLong(4));
            } else {
                ads.put(ad, new Sums(rows.getLong(2), rows.getLong(3)));
            }
        }
        return new Snapshot(ads, ledger);
    }

    /**
     * Asks whether a beacon is counted.
     *
     * @throws DatabaseException when the database or a table cannot be read
     */
    public State stateOf(Receipt receipt) throws DatabaseException {
        String topic = receipt.topicId();
        int partition = receipt.partition();
        long offset = receipt.offset();
        Reader<State> reader = row -> {
            row.next();
            if (!row.getBoolean(1)) {
                return State.NOT_YET;
            }
            return row.getBoolean(2) ? State.REJECTED : State.COUNTED;
        };
        return ask(
                "read the table ledger", RECEIPT, reader, topic, partition, offset, topic, partition, offset, offset);
    }

    private <T> T ask(String what, String query, Reader<T> reader, Object... parameters) throws DatabaseException {
        try {
            if (connection == null) {
                connection = address.connect(readLimit);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return reader.read(rows);
                }
            }
        } catch (SQLException e) {
            discard(e);
            throw new DatabaseException("cannot %s at %s".formatted(what, address), e);
        }
    }

    @Override
    public void close() {
        discard(null);
    }

    private void discard(@Nullable SQLException reason) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            if (reason != null) {
                reason.addSuppressed(e);
            }
        }
        connection = null;
    }
}
