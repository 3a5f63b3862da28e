package hakaru.sink.mysql.rollup;

import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import hakaru.sink.mysql.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Adds up seconds that have passed to minutes, hours and days, inside the database. For one thread.
 *
 * <p>A bound moves through the seconds: before it they are rolled up, from it on the views add them to what is. A step
 * moves the bound and rolls up what it passes in one transaction, with nobody writing counts meanwhile.
 */
public final class RollUps {
    /** Long enough for the counts of a second to come together; who comes later pays for the longer periods himself. */
    private static final long GRACE_SECONDS = 5;

    /** Most seconds of one step, which holds up the writers; after a failure it is half as many, down to one. */
    private static final long STEP_SECONDS = 20;

    /** A partition that has not moved for so long does not hold back the bound. */
    private static final String SELECT_LEDGER = """
            SELECT MAX(latest_second), UNIX_TIMESTAMP(),
              MIN(CASE WHEN updated_at > UTC_TIMESTAMP(3) - INTERVAL 10 SECOND THEN latest_second END) FROM ledger""";

    private static final String SELECT_NEXT =
            "SELECT second FROM impressions_per_second WHERE second >= ? ORDER BY second LIMIT 1";

    /** A rest is this many times as long as the step before it: the writers have three quarters of the time. */
    private static final int REST = 3;

    private final Transactions transactions;
    private long stepSeconds = STEP_SECONDS;

    public RollUps(DataSource connections) {
        this.transactions = new Transactions(connections);
    }

    /** Rolls up all that has passed, step by step. */
    public void run(RollUpMetrics metrics) throws SQLException, InterruptedException {
        long behind;
        do {
            long begin = System.nanoTime();
            behind = step();
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            metrics.stepped(time, behind);
            if (behind > 0) {
                TimeUnit.NANOSECONDS.sleep(REST * time.toNanos());
            }
        } while (behind > 0);
    }

    /**
     * Rolls up the next seconds that have passed.
     *
     * @return how many seconds the bound is behind where it could be
     * @throws SQLException when it was rolled back; the next step does it
     */
    public long step() throws SQLException {
        try {
            long behind = transactions.run(this::step);
            stepSeconds = Math.min(STEP_SECONDS, 2 * stepSeconds);
            return behind;
        } catch (SQLException e) {
            stepSeconds = Math.max(1, stepSeconds / 2);
            throw e;
        }
    }

    private long step(Connection connection) throws SQLException {
        long complete = Statements.onlyRow(connection, SELECT_LEDGER, RollUps::complete);
        RollUpState state = RollUpState.lockExclusively(connection);
        Optional<Long> next = Statements.row(
                        connection, SELECT_NEXT, row -> Columns.second(row, 1), Columns.dateTime(state.rolledTo()))
                .filter(second -> second < complete);
        if (next.isEmpty()) {
            return 0;
        }
        // Within a minute, and so within an hour and a day.
        long minuteEnd = (Math.floorDiv(next.get(), 60) + 1) * 60;
        long end = Math.min(Math.min(next.get() + stepSeconds, minuteEnd), complete);
        CountSeries.ALL.rollUp(connection, state, next.get(), end);
        CountSeries.INVALID.rollUp(connection, state, next.get(), end);
        state.rolledTo(end).save(connection);
        return complete - end;
    }

    /** Up to which second, in seconds since 1970-01-01T00:00:00Z, no more counts are expected; they may come all the same. */
    private static long complete(ResultSet ledger) throws SQLException {
        Optional<Instant> newest = Columns.instantIfAny(ledger, 1);
        if (newest.isEmpty()) {
            return 0;
        }
        // With nothing on its way, all that is counted is complete.
        Instant passed = Columns.instantIfAny(ledger, 3)
                .map(slowest -> slowest.minusSeconds(GRACE_SECONDS))
                .orElse(newest.get().plusSeconds(1));
        return Math.min(passed.getEpochSecond(), ledger.getLong(2) - GRACE_SECONDS);
    }
}
