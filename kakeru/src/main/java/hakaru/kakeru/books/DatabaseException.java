package hakaru.kakeru.books;

import java.sql.SQLException;

/** A query that the database did not answer; the message says what was asked, of whom, and what to do. */
public final class DatabaseException extends Exception {
    private static final long serialVersionUID = 1;

    private static final int UNKNOWN_DATABASE = 1049;

    DatabaseException(String attempt, SQLException cause) {
        super("%s: %s (%s)".formatted(attempt, advice(cause), words(cause)), cause);
    }

    private static String advice(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (cause.getErrorCode() == UNKNOWN_DATABASE) {
            return "the database does not exist; is this the pipeline's?";
        }
        if (state.startsWith("08")) {
            return "the database is not reachable; is it running? --no-reconcile does without it";
        }
        if (state.startsWith("28")) {
            return "the user or its password is wrong; see --db-user and --db-password";
        }
        if (state.equals("42S02")) {
            return "a table is missing; has the sink migrated this database?";
        }
        return "the database refused";
    }

    /** Connector/J explains lost connections over many lines; the first says enough. */
    private static String words(SQLException cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getName()
                : message.lines().findFirst().orElse("");
    }
}
