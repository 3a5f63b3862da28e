package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far the seconds are rolled up, and how much is kept; in seconds since 1970-01-01T00:00:00Z.
 *
 * <p>Whoever writes counts holds the row's shared lock until the end of the transaction, whoever moves a bound its
 * exclusive one: no second is written behind the back of what adds it up.
 *
 * @param rolledTo seconds before it are in the rolled tables, none from it on
 * @param secondsFrom seconds before it are not in {@code impressions_per_second}; not after {@code rolledTo}
 * @param minutesFrom minutes before it are not in {@code rolled_minutes}; not after {@code rolledTo}
 * @param closedTo days before it are closed; not after {@code rolledTo}
 */
public record RollUpState(long rolledTo, long secondsFrom, long minutesFrom, long closedTo) {
    private static final String SELECT = "SELECT rolled_to, seconds_from, minutes_from, closed_to FROM roll_up ";

    /** The older spelling of FOR SHARE, which MariaDB does not have. */
    private static final String SHARED = SELECT + "LOCK IN SHARE MODE";

    private static final String EXCLUSIVE = SELECT + "FOR UPDATE";

    private static final String UPDATE =
            "UPDATE roll_up SET rolled_to = ?, seconds_from = ?, minutes_from = ?, closed_to = ?";

    private static final String UNROLLED =
            "SELECT EXISTS (SELECT 1 FROM impressions_per_second WHERE second >= ? AND second < ?)";

    /** Reads the row and holds it as it is until the transaction ends. */
    public static RollUpState lockShared(Connection connection) throws SQLException {
        return Statements.onlyRow(connection, SHARED, RollUpState::of);
    }

    /** Reads the row and holds it, against readers under lock too, until the transaction ends. */
    public static RollUpState lockExclusively(Connection connection) throws SQLException {
        return Statements.onlyRow(connection, EXCLUSIVE, RollUpState::of);
    }

    private static RollUpState of(ResultSet row) throws SQLException {
        return new RollUpState(
                Columns.second(row, 1), Columns.second(row, 2), Columns.second(row, 3), Columns.second(row, 4));
    }

    /** Like the other bounds, it never goes back. */
    public RollUpState rolledTo(long second) {
        return new RollUpState(Math.max(rolledTo, second), secondsFrom, minutesFrom, closedTo);
    }

    public RollUpState keepSecondsFrom(long second) {
        return new RollUpState(rolledTo, Math.max(secondsFrom, second), minutesFrom, closedTo);
    }

    public RollUpState keepMinutesFrom(long second) {
        return new RollUpState(rolledTo, secondsFrom, Math.max(minutesFrom, second), closedTo);
    }

    public RollUpState closedTo(long second) {
        return new RollUpState(rolledTo, secondsFrom, minutesFrom, Math.max(closedTo, second));
    }

    /** Writes this state; the exclusive lock must be held. */
    public void save(Connection connection) throws SQLException {
        Statements.update(
                connection,
                UPDATE,
                Columns.dateTime(rolledTo),
                Columns.dateTime(secondsFrom),
                Columns.dateTime(minutesFrom),
                Columns.dateTime(closedTo));
    }

    /** Whether a second before {@code end} is not rolled up yet. */
    public boolean hasSecondsToRollUp(Connection connection, long end) throws SQLException {
        return Statements.onlyRow(
                connection, UNROLLED, row -> row.getBoolean(1), Columns.dateTime(rolledTo), Columns.dateTime(end));
    }

    /** Whether the row's second is kept; else it is in the longer periods only. */
    boolean keeps(CountRow row) {
        return row.second() >= secondsFrom;
    }

    /** Whether nobody will roll up the row's second again, so that whoever writes it must do so. */
    boolean isRolledUp(CountRow row) {
        return row.second() < rolledTo;
    }

    /** Whether the row's day is closed, so that whoever writes it must say so. */
    boolean isClosed(CountRow row) {
        return row.second() < closedTo;
    }
}
