package hakaru.sink.mysql.counts;

import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.Transactions;
import hakaru.sink.mysql.rollup.CountSeries;
import hakaru.sink.mysql.rollup.RollUpState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes counts and the ledger in one transaction, all or nothing. For one thread, except {@link #abort()}, which another
 * may call.
 */
public final class CountStore {
    private static final Logger LOG = LoggerFactory.getLogger(CountStore.class);

    private final Transactions transactions;
    private final int maxRowsPerStatement;
    private final KnownAds ads;

    /**
     * What one committed transaction has done.
     *
     * @param upserted rows added to {@code impressions_per_second}, or to longer periods alone; after merging
     * @param rejected rows that went to {@code rejected_counts} instead
     */
    public record RowCounts(int upserted, int rejected) {}

    /** Gives new ads rows of their own as {@code newAds} allows. */
    public CountStore(DataSource connections, int maxRowsPerStatement, NewAds newAds) {
        this.transactions = new Transactions(connections);
        this.maxRowsPerStatement = maxRowsPerStatement;
        this.ads = new KnownAds(newAds);
    }

    /** Reads the ledger of a server that takes writes; another one refuses. */
    public Ledger readLedger() throws SQLException {
        return transactions.run(LedgerTable::read);
    }

    /**
     * Checks that the counts are those of the ledger.
     *
     * @throws SQLException when they are not, saying the way out, or when MySQL cannot be asked
     */
    public void requireBalance() throws SQLException {
        transactions.run(connection -> {
            LedgerTable.requireBalance(connection);
            return true;
        });
    }

    /**
     * Commits a transaction. Whatever it throws, the ledger must be read again: a commit whose answer was lost may have
     * happened.
     *
     * @throws SQLException of any {@link FailureKind}; then nothing was written, or all of it
     */
    public RowCounts write(CountTransaction transaction) throws SQLException {
        try {
            return transactions.run(connection -> writeMerged(connection, transaction));
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            LOG.warn(
                    "A row does not fit its table and goes to rejected_counts; its transaction is written again row by row: {}",
                    e.toString());
            return transactions.run(connection -> writeRowByRow(connection, transaction));
        }
    }

    private RowCounts writeMerged(Connection connection, CountTransaction received) throws SQLException {
        advanceLedger(connection, received);
        CountTransaction transaction = ads.bound(connection, received);
        RollUpState state = RollUpState.lockShared(connection);
        List<CountRow> rows = transaction.mergedRows();
        CountSeries.ALL.add(connection, rows, state, maxRowsPerStatement);
        CountSeries.INVALID.add(connection, transaction.mergedInvalidRows(), state, maxRowsPerStatement);
        return new RowCounts(rows.size(), 0);
    }

    /** The ledger first: whoever loses its compare-and-set has not yet locked a row of counts. */
    private static void advanceLedger(Connection connection, CountTransaction transaction) throws SQLException {
        for (ReceivedBatch step : transaction.steps()) {
            LedgerTable.advance(connection, step);
        }
        RejectedTables.add(connection, transaction.rejectedRecords());
    }

    private RowCounts writeRowByRow(Connection connection, CountTransaction received) throws SQLException {
        advanceLedger(connection, received);
        CountTransaction transaction = ads.bound(connection, received);
        RollUpState state = RollUpState.lockShared(connection);
        int rows = 0;
        int rejected = 0;
        for (ReceivedBatch batch : transaction.batches()) {
            rows += batch.rows().size();
            rejected += addRowByRow(connection, batch, state);
        }
        return new RowCounts(rows - rejected, rejected);
    }

    /** Returns how many rows were rejected. What is not among the impressions cannot be invalid among them. */
    private int addRowByRow(Connection connection, ReceivedBatch batch, RollUpState state) throws SQLException {
        Set<CountRow.Key> rejected = new HashSet<>();
        int rejectedRows = 0;
        for (CountRow row : batch.rows()) {
            if (!addOrReject(connection, batch, row, state)) {
                rejected.add(row.gross());
                rejectedRows++;
            }
        }
        List<CountRow> invalid =
                CountRow.merge(batch.invalid().stream().filter(row -> !rejected.contains(row.gross())));
        CountSeries.INVALID.add(connection, invalid, state, maxRowsPerStatement);
        return rejectedRows;
    }

    /** What fails in strict mode is undone back to before the row, and the transaction goes on. */
    private boolean addOrReject(Connection connection, ReceivedBatch batch, CountRow row, RollUpState state)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            CountSeries.ALL.add(connection, List.of(row), state, maxRowsPerStatement);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            connection.rollback(before);
            RejectedTables.add(connection, batch, row, e);
            LedgerTable.reject(connection, batch.key(), row.impressions());
            return false;
        }
    }

    /** Cuts the connection of the running transaction, if there is one: MySQL rolls it back. */
    public void abort() {
        transactions.abort();
    }
}
