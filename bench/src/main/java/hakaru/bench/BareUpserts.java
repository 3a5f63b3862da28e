package hakaru.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Upserts rows in a bare loop, in statements and transactions like the sink's: what the database itself can take. */
final class BareUpserts {
    private static final String UPSERT = """
            INSERT INTO impressions_per_second (second, ad, impressions, value_sum) VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE impressions = impressions + VALUES(impressions), value_sum = value_sum + VALUES(value_sum)""";
    private static final int STATEMENT = 1_000;

    private final DataSource database;
    private final int rowsPerSecond;
    private final long firstSecond;
    private long nextFlush;

    BareUpserts(DataSource database, int rowsPerSecond, long firstSecond) {
        this.database = database;
        this.rowsPerSecond = rowsPerSecond;
        this.firstSecond = firstSecond;
    }

    /** Writes so many flushes, each in a transaction; times from the end of the first one to that of the last. */
    Pace write(int flushes) throws SQLException {
        try (Connection connection = database.getConnection()) {
            writeFlush(connection);
            long begin = System.nanoTime();
            for (int i = 1; i < flushes; i++) {
                writeFlush(connection);
            }
            return new Pace((long) (flushes - 1) * rowsPerSecond, System.nanoTime() - begin);
        }
    }

    private void writeFlush(Connection connection) throws SQLException {
        LocalDateTime second = LocalDateTime.ofEpochSecond(
                firstSecond + nextFlush++ / CountBacklog.FLUSHES_PER_SECOND, 0, ZoneOffset.UTC);
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (int row = 0; row < rowsPerSecond; row++) {
                add(statement, second, row);
                if ((row + 1) % STATEMENT == 0 || row + 1 == rowsPerSecond) {
                    statement.executeBatch();
                }
            }
        }
        connection.commit();
    }

    private static void add(PreparedStatement statement, LocalDateTime second, int row) throws SQLException {
        statement.setObject(1, second);
        statement.setString(2, CountBacklog.ad(row));
        statement.setLong(3, 1);
        statement.setLong(4, 120);
        statement.addBatch();
    }
}
