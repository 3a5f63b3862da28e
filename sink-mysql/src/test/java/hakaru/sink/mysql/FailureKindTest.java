package hakaru.sink.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {
    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "1213, 40001, deadlock, TRANSIENT",
        "1205, HY000, lock wait timeout, TRANSIENT",
        "0, 08S01, connection lost, TRANSIENT",
        "0, 08003, connection closed, TRANSIENT",
        "1040, 08004, too many connections, TRANSIENT",
        "1203, 42000, too many connections of this user, TRANSIENT",
        "1053, 08S01, shutdown in progress, TRANSIENT",
        "1290, HY000, read-only, TRANSIENT",
        "1836, HY000, read-only mode, TRANSIENT",
        "1792, 25006, read-only transaction, TRANSIENT",
        "1317, 70100, query interrupted, TRANSIENT",
        "1927, 70100, killed, TRANSIENT",
        "3024, HY000, statement timeout, TRANSIENT",
        "1264, 22003, out of range, ROW",
        "1690, 22003, sum out of range, ROW",
        "1406, 22001, too long, ROW",
        "1366, HY000, incorrect string, ROW",
        "1292, 22007, bad datetime, ROW",
        "0, 22001, too long by the driver, ROW",
        "1146, 42S02, no such table, PERSON",
        "1142, 42000, command denied, PERSON",
        "1045, 28000, access denied, PERSON",
        "1049, 42000, unknown database, PERSON",
        "1062, 23000, duplicate key, PERSON",
        "0, , something new, PERSON"
    })
    void shouldTellFailuresApart(int code, String state, String reason, FailureKind kind) {
        assertThat(FailureKind.of(new SQLException(reason, state, code))).isEqualTo(kind);
    }

    @Test
    void shouldLookBehindThePoolForWhyItCouldNotConnect() {
        SQLException timeout = new SQLTransientConnectionException("Connection is not available", "28000", 1045);

        assertThat(FailureKind.of(timeout)).isEqualTo(FailureKind.TRANSIENT);
        timeout.initCause(new SQLException("Access denied", "28000", 1045));
        assertThat(FailureKind.of(timeout)).isEqualTo(FailureKind.PERSON);
    }

    @Test
    void shouldNotBelieveWhatTheDriverSaysOnceTheConnectionIsGone() {
        SQLException statementClosed = new SQLException("No operations allowed after statement closed.", "S1009", 0);

        assertThat(FailureKind.of(Transactions.lost(statementClosed))).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void shouldLookBehindABatch() {
        SQLException outOfRange = new SQLException("Out of range", "22003", 1264);

        assertThat(FailureKind.of(new BatchUpdateException(new int[0], outOfRange)))
                .isEqualTo(FailureKind.ROW);
    }
}
