package hakaru.sink.mysql.closing;

import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Says what a day came to when it was closed: a row of {@code closed_days}. */
record ClosedDay(DaySum.Heading heading, Instant closedAt, DaySum sum) {
    private static final String SELECT = """
            SELECT previous, ledger, closed_at, ads, impressions, invalid, value_sum, sha256 FROM closed_days WHERE day = ?""";

    /** Whether a day is closed, {@code roll_up} says; a row that is there all the same is from before a restore. */
    private static final String INSERT = """
            INSERT INTO closed_days (day, previous, ledger, closed_at, ads, impressions, invalid, value_sum, sha256)
            VALUES (?, ?, ?, UTC_TIMESTAMP(3), ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE previous = VALUES(previous), ledger = VALUES(ledger), closed_at = VALUES(closed_at),
              ads = VALUES(ads), impressions = VALUES(impressions), invalid = VALUES(invalid),
              value_sum = VALUES(value_sum), sha256 = VALUES(sha256)""";

    static Optional<ClosedDay> find(Connection connection, LocalDate day) throws SQLException {
        return Statements.row(connection, SELECT, row -> read(day, row), day);
    }

    /** The digest of the day before {@code day}; empty when that is not closed. */
    static String digestBefore(Connection connection, LocalDate day) throws SQLException {
        return find(connection, day.minusDays(1))
                .map(before -> before.sum().sha256())
                .orElse("");
    }

    private static ClosedDay read(LocalDate day, ResultSet row) throws SQLException {
        return new ClosedDay(
                new DaySum.Heading(day, row.getString(1), row.getString(2)),
                Columns.instant(row, 3),
                new DaySum(
                        row.getLong(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7),
                        row.getString(8)));
    }

    static void put(Connection connection, DaySum.Heading heading, DaySum sum) throws SQLException {
        Statements.update(
                connection,
                INSERT,
                heading.day(),
                heading.previous(),
                heading.ledger(),
                sum.ads(),
                sum.impressions(),
                sum.invalid(),
                sum.valueSum(),
                sum.sha256());
    }
}
