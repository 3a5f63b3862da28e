package hakaru.sink.mysql.maintenance;

import hakaru.sink.mysql.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps others from looking after the partitions meanwhile: the first row of the migrations' history, which nobody writes
 * and which is there once there are tables, locked on a connection of its own, because ALTER TABLE ends the transaction it
 * stands in. Not GET_LOCK, which Percona XtraDB Cluster refuses in its strict mode.
 *
 * <p>It spares failures and repeated work, no more: who has lost it, or never saw it on another node of a cluster, finds a
 * day's partition made or dropped already, fails, and does the rest in its next round.
 */
final class MaintenanceLock implements AutoCloseable {
    /** Locked rows are left out, so nobody waits. */
    private static final String LOCK = """
            SELECT installed_rank FROM %1$s WHERE installed_rank = (SELECT MIN(installed_rank) FROM %1$s)
            FOR UPDATE SKIP LOCKED""".formatted(Schema.HISTORY);

    private final Connection connection;
    private final boolean held;

    private MaintenanceLock(Connection connection, boolean held) {
        this.connection = connection;
        this.held = held;
    }

    /** Takes the lock on this connection, if nobody has it; closing this closes the connection. */
    static MaintenanceLock tryOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet row = statement.executeQuery(LOCK)) {
                return new MaintenanceLock(connection, row.next());
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    boolean isHeld() {
        return held;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
