package hakaru.sink.mysql.closing;

import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.DirectConnection;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.Statements;
import hakaru.sink.mysql.counts.LedgerTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what became of a day since it was closed. SELECT suffices for it.
 *
 * @param sum as it was written down
 * @param corrections how often something was counted for the day later
 * @param corrected how many impressions that were
 * @param differences what is not as it was closed, a sentence each; none when the day is proved
 */
public record DayProof(Instant closedAt, DaySum sum, long corrections, BigDecimal corrected, List<String> differences) {
    private static final String SELECT_CORRECTIONS = """
            SELECT COUNT(*), COALESCE(SUM(impressions), 0) FROM day_corrections WHERE day = ? AND reason = ''""";

    public DayProof {
        differences = List.copyOf(differences);
    }

    /**
     * Makes the day's sum again, in one moment of the database.
     *
     * @return empty when the day is not closed
     * @throws SQLException when the database cannot be asked
     */
    public static Optional<DayProof> of(MysqlConfig config, LocalDate day) throws SQLException {
        try (Connection connection = DirectConnection.open(config, config.writer())) {
            Statements.execute(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            Statements.execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            Optional<ClosedDay> closed = ClosedDay.find(connection, day);
            return closed.isPresent() ? Optional.of(of(connection, closed.get())) : Optional.empty();
        }
    }

    private static DayProof of(Connection connection, ClosedDay closed) throws SQLException {
        List<String> differences = new ArrayList<>();
        compareWithRows(connection, closed, differences);
        compareWithDayBefore(connection, closed, differences);
        if (differences.isEmpty()) {
            compareWithLedger(connection, closed, differences);
        }
        return Statements.onlyRow(
                connection,
                SELECT_CORRECTIONS,
                row -> new DayProof(closed.closedAt(), closed.sum(), row.getLong(1), row.getBigDecimal(2), differences),
                closed.heading().day());
    }

    private static void compareWithRows(Connection connection, ClosedDay closed, List<String> differences)
            throws SQLException {
        DaySum now = DayReader.read(connection, closed.heading());
        if (!now.equals(closed.sum())) {
            differences.add("its rows less its corrections come to %s impressions of %d ads, %s invalid, sha256 %s"
                    .formatted(now.impressions(), now.ads(), now.invalid(), now.sha256()));
        }
    }

    private static void compareWithDayBefore(Connection connection, ClosedDay closed, List<String> differences)
            throws SQLException {
        DaySum.Heading heading = closed.heading();
        String before = ClosedDay.digestBefore(connection, heading.day());
        if (!before.equals(heading.previous())) {
            differences.add("the sha256 of %s is '%s', and was '%s'"
                    .formatted(heading.day().minusDays(1), before, heading.previous()));
        }
    }

    /** The ledger only ever goes on. What was written down of it must be what the digest vouches for, or it may be no text of ours. */
    private static void compareWithLedger(Connection connection, ClosedDay closed, List<String> differences)
            throws SQLException {
        Ledger ledger = LedgerTable.readAnywhere(connection);
        closed.heading()
                .ledger()
                .lines()
                .filter(position -> !ledger.hasReached(position))
                .forEach(position ->
                        differences.add("the ledger has not reached " + position + ", on which the day stands"));
    }
}
