package hakaru.sink.mysql;

import hakaru.contract.Count;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.LedgerStep;
import hakaru.sink.batch.ReceivedBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
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

    public CountStore(DataSource connections, int maxRowsPerStatement) {
        this.transactions = new Transactions(connections);
        this.maxRowsPerStatement = maxRowsPerStatement;
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
    public Written write(CountTransaction transaction) throws SQLException {
        try {
            return transactions.run(connection -> writeMerged(connection, transaction));
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            LOG.warn("A row does not fit; writing its transaction again row by row: {}", e.toString());
            return transactions.run(connection -> writeRowByRow(connection, transaction));
        }
    }

    private Written writeMerged(Connection connection, CountTransaction transaction) throws SQLException {
        advanceLedger(connection, transaction);
        RollUpState state = RollUpState.lockShared(connection);
        List<CountRow> rows = transaction.mergedRows();
        add(connection, rows, state);
        return new Written(rows.size(), 0);
    }

    /** The ledger first: whoever loses its compare-and-set has not yet locked a row of counts. */
    private static void advanceLedger(Connection connection, CountTransaction transaction) throws SQLException {
        for (LedgerStep step : transaction.steps()) {
            LedgerTable.advance(connection, step);
        }
        RejectedRecordsTable.add(connection, transaction.rejectedRecords());
    }

    /** A second that is rolled up already goes to the longer periods too; one that is no longer kept, to them alone. */
    private void add(Connection connection, List<CountRow> rows, RollUpState state) throws SQLException {
        CountsTable.SECONDS.add(connection, rows.stream().filter(state::keeps).toList(), maxRowsPerStatement);
        List<CountRow> late = rows.stream().filter(state::isRolledUp).toList();
        for (Period period : Period.values()) {
            period.table().add(connection, period.merged(late, state), maxRowsPerStatement);
        }
    }

    private Written writeRowByRow(Connection connection, CountTransaction transaction) throws SQLException {
        advanceLedger(connection, transaction);
        RollUpState state = RollUpState.lockShared(connection);
        int upserted = 0;
        int rejected = 0;
        for (ReceivedBatch batch : transaction.batches()) {
            for (Count count : batch.counts().getCountsList()) {
                if (addOrReject(connection, batch, CountRow.of(count), state)) {
                    upserted++;
                } else {
                    rejected++;
                }
            }
        }
        return new Written(upserted, rejected);
    }

    /** What fails in strict mode is undone back to before the row, and the transaction goes on. */
    private boolean addOrReject(Connection connection, ReceivedBatch batch, CountRow row, RollUpState state)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            add(connection, List.of(row), state);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            connection.rollback(before);
            RejectedCountsTable.add(connection, batch, row, e);
            LedgerTable.reject(connection, batch.key(), row.impressions());
            return false;
        }
    }

    /** Cuts the connection of the running transaction, if there is one: MySQL rolls it back. */
    public void abort() {
        transactions.abort();
    }
}
