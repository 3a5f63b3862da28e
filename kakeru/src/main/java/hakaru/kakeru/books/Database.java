package hakaru.kakeru.books;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the database over one connection, which it replaces when it has failed. Confined to one thread. */
final class Database implements AutoCloseable {
    private final DatabaseAddress address;
    private final Duration readLimit;
    private @Nullable Connection connection;

    /** @param readLimit a database that is silent for longer has failed */
    Database(DatabaseAddress address, Duration readLimit) {
        this.address = address;
        this.readLimit = readLimit;
    }

    /** Reads something from one connection. */
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T ask(String what, Query<T> query) throws DatabaseException {
        try {
            if (connection == null) {
                connection = address.connect(readLimit);
            }
            return query.on(connection);
        } catch (SQLException e) {
            discard(e);
            throw new DatabaseException(what, address.url(), e);
        }
    }

    @Override
    public void close() {
        discard(null);
    }

    private void discard(@Nullable SQLException reason) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            if (reason != null) {
                reason.addSuppressed(e);
            }
        }
        connection = null;
    }
}
