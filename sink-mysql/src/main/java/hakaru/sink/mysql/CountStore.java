package hakaru.sink.mysql;

import hakaru.contract.Count;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.LedgerStep;
import hakaru.sink.batch.ReceivedBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes counts and the ledger in one transaction, all or nothing. For one thread, except {@link #abort()}, which another
 * may call.
 */
public final class CountStore {
    private static final Logger LOG = LoggerFactory.getLogger(CountStore.class);

    private final DataSource connections;
    private final int maxRowsPerStatement;
    private volatile @Nullable Connection running;

    /** Work on a connection whose transaction the store begins and ends. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    public CountStore(DataSource connections, int maxRowsPerStatement) {
        this.connections = connections;
        this.maxRowsPerStatement = maxRowsPerStatement;
    }

    public Ledger readLedger() throws SQLException {
        return inTransaction(LedgerTable::read);
    }

    /**
     * Commits a transaction. Whatever it throws, the ledger must be read again: a commit whose answer was lost may have
     * happened.
     *
     * @throws SQLException of any {@link FailureKind}; then nothing was written, or all of it
     */
    public Written write(CountTransaction transaction) throws SQLException {
        try {
            return inTransaction(connection -> writeMerged(connection, transaction));
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            LOG.warn("A row does not fit; writing its transaction again row by row: {}", e.toString());
            return inTransaction(connection -> writeRowByRow(connection, transaction));
        }
    }

    private Written writeMerged(Connection connection, CountTransaction transaction) throws SQLException {
        advanceLedger(connection, transaction);
        List<CountRow> rows = transaction.mergedRows();
        CountsTable.add(connection, rows, maxRowsPerStatement);
        return new Written(rows.size(), 0);
    }

    /** The ledger first: whoever loses its compare-and-set has not yet locked a row of counts. */
    private static void advanceLedger(Connection connection, CountTransaction transaction) throws SQLException {
        for (LedgerStep step : transaction.steps()) {
            LedgerTable.advance(connection, step);
        }
    }

    private static Written writeRowByRow(Connection connection, CountTransaction transaction) throws SQLException {
        advanceLedger(connection, transaction);
        int upserted = 0;
        int rejected = 0;
        for (ReceivedBatch batch : transaction.batches()) {
            for (Count count : batch.counts().getCountsList()) {
                if (addOrReject(connection, batch, CountRow.of(count))) {
                    upserted++;
                } else {
                    rejected++;
                }
            }
        }
        return new Written(upserted, rejected);
    }

    /** A statement that fails in strict mode changes nothing, and the transaction goes on. */
    private static boolean addOrReject(Connection connection, ReceivedBatch batch, CountRow row) throws SQLException {
        try {
            CountsTable.add(connection, List.of(row), 1);
            return true;
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            RejectedCountsTable.add(connection, batch, row, e);
            LedgerTable.reject(connection, batch.key(), row.impressions());
            return false;
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            running = connection;
            return commit(connection, work);
        } finally {
            running = null;
        }
    }

    private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollBack(connection, e);
            throw connection.isClosed() ? new ConnectionLostException(e) : e;
        } catch (RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
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
