package hakaru.cluster.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A copy of all tables as they were at one moment, kept in a schema of its own beside them. */
public final class Dump {
    private static final String COPY = "hakaru_dump";

    private final MySql mysql;

    private Dump(MySql mysql) {
        this.mysql = mysql;
    }

    /** Copies every table in one snapshot. */
    public static Dump take(MySql mysql) throws SQLException {
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + COPY);
            statement.execute("CREATE SCHEMA " + COPY);
            List<String> tables = tables(statement);
            for (String table : tables) {
                statement.execute("CREATE TABLE %s.%s LIKE %s.%2$s".formatted(COPY, table, Account.SCHEMA));
            }
            root.setAutoCommit(false);
            // Locks in the order in which the sink takes them, so that the copy is of one moment.
            for (String table : tables) {
                statement.execute("INSERT INTO %s.%s SELECT * FROM %s.%2$s".formatted(COPY, table, Account.SCHEMA));
            }
            root.commit();
        }
        return new Dump(mysql);
    }

    /** Puts every table back in one transaction, while nobody else may write. */
    public void restore() throws SQLException {
        mysql.setReadOnly(true);
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            root.setAutoCommit(false);
            for (String table : tables(statement)) {
                statement.execute("DELETE FROM %s.%s".formatted(Account.SCHEMA, table));
                statement.execute("INSERT INTO %s.%s SELECT * FROM %s.%2$s".formatted(Account.SCHEMA, table, COPY));
            }
            root.commit();
        } finally {
            mysql.setReadOnly(false);
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + Account.SCHEMA
                        + "' AND table_type = 'BASE TABLE' ORDER BY table_name = 'ledger' DESC, table_name")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
