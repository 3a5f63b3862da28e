package hakaru.sink.mysql;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells what a failed transaction calls for. */
public enum FailureKind {
    /** It may pass by itself: try again. */
    TRANSIENT,
    /** Another sink has moved the ledger: read it and go on from there. */
    OVERTAKEN,
    /** One row does not fit its table, and never will: reject that row. */
    ROW,
    /** Nobody but a person can remove it; until then, try again. */
    PERSON;

    /** The server is not, or no longer, the one to write to; another one may be, at the same address. */
    private static final Set<Integer> SERVER_CODES = Set.of(
            1047, // a node of a cluster that is not ready
            1053, // server shutdown in progress
            1079, // server has shut down
            1152, // aborted connection
            1158, 1159, 1160, 1161, // network packets could not be read or written
            1290, // --read-only, as after a failover
            1792, // read-only transaction
            1836, // read-only mode
            1874, // InnoDB is in read-only mode
            1927, // connection was killed (MariaDB)
            3032, // offline mode
            3100, 3101, // group replication has refused or rolled back the transaction
            3168, // server is not available
            3169, // session was killed
            4031); // disconnected for inactivity

    private static final Set<Integer> OTHER_TRANSIENT_CODES = Set.of(
            1021, // disk full, the server itself waits for space
            1040, // too many connections
            1180, // error during commit
            1203, // too many connections of this user
            1205, // lock wait timeout: has rolled back the statement only
            1213, // deadlock: has rolled back the transaction
            1226, // the user's limit of statements or connections an hour
            1317, // query interrupted
            1637, // too many transactions at once
            1969, // statement timeout (MariaDB)
            3024); // statement timeout (MySQL)

    private static final Set<Integer> ROW_CODES = Set.of(
            1264, // out of range for the column
            1265, // data truncated
            1292, // not a DATETIME
            1366, // incorrect string or number
            1406, // too long for the column
            1690); // the sum is out of range

    private static final Set<String> ROW_STATES = Set.of("22001", "22003", "22007");

    public static FailureKind of(SQLException failure) {
        if (failure instanceof SQLRecoverableException) {
            return TRANSIENT;
        }
        SQLException root = innermost(failure);
        if (root instanceof OvertakenException) {
            return OVERTAKEN;
        }
        if (isAboutTheServer(root) || OTHER_TRANSIENT_CODES.contains(root.getErrorCode()) || isRolledBack(root)) {
            return TRANSIENT;
        }
        if (ROW_CODES.contains(root.getErrorCode()) || ROW_STATES.contains(state(root))) {
            return ROW;
        }
        return PERSON;
    }

    /** Whether no connection to this server is of use: it does not answer, or does not take writes. Class 08 is the connection. */
    static boolean isAboutTheServer(SQLException failure) {
        SQLException root = innermost(failure);
        return failure instanceof SQLRecoverableException
                || SERVER_CODES.contains(root.getErrorCode())
                || state(root).startsWith("08");
    }

    /** The pool wraps why it could not connect, and a batch the statement that failed. */
    private static SQLException innermost(SQLException failure) {
        SQLException innermost = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner) {
                innermost = inner;
            }
        }
        return innermost;
    }

    /** Class 40 is a transaction the server rolled back. */
    private static boolean isRolledBack(SQLException failure) {
        return failure instanceof SQLTransientException || state(failure).startsWith("40");
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
