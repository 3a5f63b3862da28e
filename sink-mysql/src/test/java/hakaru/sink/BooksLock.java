package hakaru.sink;

import hakaru.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Another user of the database, who holds locks until closed. */
final class BooksLock implements AutoCloseable {
    private final Connection connection;

    private BooksLock(Connection connection) {
        this.connection = connection;
    }

    static BooksLock by(TestDatabase database) {
        try {
            BooksLock lock = new BooksLock(database.connect());
            lock.connection.setAutoCommit(false);
            return lock;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot lock", e);
        }
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot unlock", e);
        }
    }
}
