package hakaru.sink.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one transaction at a time, all or nothing. For one thread, except {@link #abort()}, which another may call. */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final String CONNECTION_FAILURE = "08006";

    private final DataSource connections;
    private volatile @Nullable Connection running;

    /** Work on a connection whose transaction begins before it and ends after it. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    public Transactions(DataSource connections) {
        this.connections = connections;
    }

    /**
     * Commits what {@code work} does.
     *
     * @throws SQLException when it was rolled back, or its commit was not answered
     */
    public <T> T run(Work<T> work) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            running = connection;
            return commit(connection, work);
        } catch (SQLException e) {
            ConnectionPool.dropIfDeserted(connections, e);
            throw e;
        } finally {
            running = null;
        }
    }

    /** The same on a connection that else commits each statement by itself; after a failure it is only good for closing. */
    public static <T> T runOn(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result = commit(connection, work);
        connection.setAutoCommit(true);
        return result;
    }

    private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollBack(connection, e);
            throw connection.isClosed() ? lost(e) : e;
        } catch (RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** Once the connection is gone, the driver speaks of the loss, or only of the statement that it closed with it. */
    static SQLException lost(SQLException failure) {
        return new SQLRecoverableException("the connection was lost: " + failure, CONNECTION_FAILURE, failure);
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Cuts the connection of the running transaction, if there is one: MySQL rolls it back. */
    public void abort() {
        Connection connection = running;
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.warn("The connection of the running transaction could not be cut: {}", e.toString());
        }
    }
}
