package hakaru.kakeru.books;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Asks the database over one connection, which it replaces when it has failed. Confined to one thread. */
public final class Database implements AutoCloseable {
    private static final String CONNECT_LIMIT = "5000";

    private final Address address;
    private final Duration readLimit;
    private @Nullable Connection connection;

    /** Where the counts are, and as whom to read them. */
    public record Address(String url, String user, String password) {
        /** @param readLimit how long to wait for an answer; Connector/J's default is to wait for ever */
        private Connection connect(Duration readLimit) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password);
            properties.setProperty("connectTimeout", CONNECT_LIMIT);
            properties.setProperty("socketTimeout", Long.toString(readLimit.toMillis()));
            return DriverManager.getConnection(url, properties);
        }

        /** Without what follows the question mark, which may hold a password. */
        @Override
        public String toString() {
            return url.replaceFirst("\\?.*", "");
        }
    }

    /** @param readLimit a database that is silent for longer has failed */
    Database(Address address, Duration readLimit) {
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
            throw new DatabaseException("cannot %s at %s".formatted(what, address), e);
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
