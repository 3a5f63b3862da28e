package hakaru.sink.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes a statement: fills in its parameters from left to right, and reads what it answers. */
public final class Statements {
    private Statements() {}

    /** Gives the parameters for a row. */
    @FunctionalInterface
    public interface Parameters<T> {
        @Nullable
        Object[] of(T row) throws SQLException;
    }

    /** Reads the columns of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** One without parameters, whose answer says nothing. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns how many rows it found, whether it changed them or not. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Sends all rows together, in the order given. */
    public static <T> void updateAll(Connection connection, String sql, Collection<T> rows, Parameters<T> parameters)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
                fill(statement, parameters.of(row));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** All rows that a query answers. */
    public static <T> List<T> rows(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            List<T> read = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        }
    }

    /** The one row that a query answers, if it answers any. */
    public static <T> Optional<T> row(
            Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        return rows(connection, sql, reader, parameters).stream().findFirst();
    }

    /**
     * The row of a query that always answers one.
     *
     * @throws SQLException when it answers none, too
     */
    public static <T> T onlyRow(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        return row(connection, sql, reader, parameters)
                .orElseThrow(() ->
                        new SQLException("no row, where the migration made one that must not be deleted: " + sql));
    }

    public static void fill(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        int index = 0;
        for (Object parameter : parameters) {
            index++;
            // Told the type, the driver need not look for it: with thousands of rows that can be measured.
            if (parameter instanceof Long number) {
                statement.setLong(index, number);
            } else if (parameter instanceof String text) {
                statement.setString(index, text);
            } else {
                statement.setObject(index, parameter);
            }
        }
    }
}
