package hakaru.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Times how the ledger's sum of impressions moves. */
record LedgerWatch(DataSource database) {
    private static final long PAUSE_MILLIS = 10;

    /** Waits until the sum is {@code goal}; times from its first move to its last. */
    Pace awaitSum(long goal) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT COALESCE(SUM(impressions), 0) FROM ledger")) {
            long before = sum(connection, statement);
            long first = awaitAtLeast(before + 1, connection, statement);
            long begin = System.nanoTime();
            awaitAtLeast(goal, connection, statement);
            return new Pace(goal - first, System.nanoTime() - begin);
        }
    }

    private static long awaitAtLeast(long goal, Connection connection, PreparedStatement statement)
            throws SQLException, InterruptedException {
        long sum = sum(connection, statement);
        while (sum < goal) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            sum = sum(connection, statement);
        }
        return sum;
    }

    private static long sum(Connection connection, PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } finally {
            connection.commit();
        }
    }
}
