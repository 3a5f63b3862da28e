package hakaru.sink.mysql.closing;

import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import hakaru.sink.mysql.Transactions;
import hakaru.sink.mysql.counts.LedgerTable;
import hakaru.sink.mysql.rollup.RollUpState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes days that are final: writes down what each came to, in order, none left out. Whoever counts something for a closed
 * day writes a correction beside it. For one thread; beside others, of other processes.
 */
public final class DayClosing {
    private static final Logger LOG = LoggerFactory.getLogger(DayClosing.class);

    /** The next day to be closed: before any was, the first that has counts. */
    private static final String SELECT_NEXT = """
            SELECT CAST(CASE WHEN closed_to > '1970-01-01' THEN DATE(closed_to) ELSE LEAST(
                COALESCE((SELECT MIN(day) FROM rolled_days), '9999-12-31'),
                COALESCE((SELECT DATE(MIN(second)) FROM impressions_per_second), '9999-12-31')) END AS DATE),
              UTC_TIMESTAMP(3)
            FROM roll_up""";

    private final Transactions transactions;
    private final Duration finalAfter;

    /**
     * A moment, and a ledger that had everything answered 200 before it.
     *
     * @param moment by the clock of this process
     */
    public record Reached(Instant moment, Ledger ledger) {}

    /** The database's clock, and the day that is open and before which none is. */
    private record Next(LocalDate day, Instant now) {
        boolean isFinalBy(Instant settled) {
            // As with final_to: a process whose clock is ahead cannot close what is not over.
            return !end().isAfter(settled.isAfter(now) ? now : settled);
        }

        Instant end() {
            return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
    }

    /** Closes days that {@code finalAfter} is over for. */
    public DayClosing(DataSource connections, Duration finalAfter) {
        this.transactions = new Transactions(connections);
        this.finalAfter = finalAfter;
    }

    /**
     * Closes the next day, if it is final.
     *
     * @return the day that was closed; empty when none could be
     * @throws SQLException when it was rolled back; the next call does it
     */
    public Optional<LocalDate> closeNext(Reached reached) throws SQLException {
        Optional<LocalDate> closed = transactions.run(connection -> close(connection, reached));
        closed.ifPresent(day -> LOG.info("{} is closed", day));
        return closed;
    }

    private Optional<LocalDate> close(Connection connection, Reached reached) throws SQLException {
        Instant settled = reached.moment().minus(finalAfter);
        if (!next(connection).isFinalBy(settled)) {
            return Optional.empty();
        }
        // From here on nobody counts. Whoever was faster has moved the bound.
        RollUpState state = RollUpState.lockExclusively(connection);
        Next next = next(connection);
        long end = next.end().getEpochSecond();
        Ledger ledger = LedgerTable.read(connection);
        // After a restore the ledger is not the one that had reached the moment.
        if (!next.isFinalBy(settled)
                || !reached.ledger().fallbacksIn(ledger).isEmpty()
                || state.hasSecondsToRollUp(connection, end)) {
            return Optional.empty();
        }
        write(connection, next.day(), ledger);
        state.rolledTo(end).closedTo(end).save(connection);
        return Optional.of(next.day());
    }

    private static void write(Connection connection, LocalDate day, Ledger ledger) throws SQLException {
        String previous = ClosedDay.digestBefore(connection, day);
        DaySum.Heading heading = new DaySum.Heading(day, previous, String.join("\n", ledger.positions()));
        ClosedDay.put(connection, heading, DayReader.read(connection, heading));
    }

    private static Next next(Connection connection) throws SQLException {
        return Statements.onlyRow(
                connection, SELECT_NEXT, row -> new Next(row.getObject(1, LocalDate.class), Columns.instant(row, 2)));
    }
}
