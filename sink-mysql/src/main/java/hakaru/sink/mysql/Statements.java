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

/** Executes a statement: fills in its parameters, and reads what it answers. */
public final class Statements {
    private Statements() {}

    /** Fills in the parameters. */
    @FunctionalInterface
    public interface Filler {
        void fill(Parameters parameters) throws SQLException;
    }

    /** Fills in the parameters with what a row has. */
    @FunctionalInterface
    public interface RowFiller<T> {
        void fill(Parameters parameters, T row) throws SQLException;
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
    public static int update(Connection connection, String sql, Filler filler) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filler.fill(Parameters.of(statement));
            return statement.executeUpdate();
        }
    }

    /** Sends all rows together, in the order given. */
    public static <T> void updateAll(Connection connection, String sql, Collection<T> rows, RowFiller<T> filler)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
                filler.fill(Parameters.of(statement), row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** All rows that a query answers. */
    public static <T> List<T> rows(Connection connection, String sql, Filler filler, Reader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filler.fill(Parameters.of(statement));
            List<T> read = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        }
    }

    public static <T> List<T> rows(Connection connection, String sql, Reader<T> reader) throws SQLException {
        return rows(connection, sql, parameters -> {}, reader);
    }

    /** The one row that a query answers, if it answers any. */
    public static <T> Optional<T> row(Connection connection, String sql, Filler filler, Reader<T> reader)
            throws SQLException {
        return rows(connection, sql, filler, reader).stream().findFirst();
    }

    public static <T> Optional<T> row(Connection connection, String sql, Reader<T> reader) throws SQLException {
        return row(connection, sql, parameters -> {}, reader);
    }
}
