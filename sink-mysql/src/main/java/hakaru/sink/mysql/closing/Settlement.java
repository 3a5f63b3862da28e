package hakaru.sink.mysql.closing;

import hakaru.sink.batch.AwaitedEnds;
import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import hakaru.sink.mysql.Transactions;
import hakaru.sink.mysql.counts.LedgerTable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Moves <em>final to</em> on as the ledger reaches the ends of {@code impressions}. For one thread.
 *
 * <p>The ledger is read in the transaction that moves it: after a failover, what another server has counted says nothing.
 */
public final class Settlement {
    /** Whichever sink moves it, it never goes back; and never past the database's own clock, if a sink's is ahead. */
    private static final String UPDATE = """
            UPDATE settlement SET final_to = GREATEST(final_to, LEAST(CAST(? AS DATETIME(3)), UTC_TIMESTAMP(3))),
              final_after_seconds = ?""";

    private static final String SELECT = "SELECT final_to FROM settlement";

    private final Transactions transactions;
    private final Duration finalAfter;

    /**
     * Where things stand.
     *
     * @param reached the moment that this ledger has reached, if it is a new one
     * @param finalTo every beacon answered 200 before it is counted
     */
    public record Standing(Ledger ledger, Optional<Instant> reached, Instant finalTo) {}

    /** @param finalAfter in whole seconds, which is what the table has */
    public Settlement(DataSource connections, Duration finalAfter) {
        this.transactions = new Transactions(connections);
        this.finalAfter = finalAfter;
    }

    /** Moves to the latest of the awaited moments that the ledger has reached, and awaits that no longer. */
    public Standing move(AwaitedEnds awaited) throws SQLException {
        Standing standing = transactions.run(connection -> {
            Ledger ledger = LedgerTable.read(connection);
            Optional<Instant> reached = awaited.reachedBy(ledger);
            if (reached.isPresent()) {
                Statements.update(connection, UPDATE, Columns.dateTime(reached.get()), finalAfter.toSeconds());
            }
            return new Standing(
                    ledger, reached, Statements.onlyRow(connection, SELECT, row -> Columns.instant(row, 1)));
        });
        standing.reached().ifPresent(awaited::forget);
        return standing;
    }
}
