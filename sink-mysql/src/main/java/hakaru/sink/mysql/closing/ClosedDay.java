package hakaru.sink.mysql.closing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A row of {@code closed_days}. */
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
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setObject(1, day);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(day, row)) : Optional.empty();
            }
        }
    }

    private static ClosedDay read(LocalDate day, ResultSet row) throws SQLException {
        return new ClosedDay(
                new DaySum.Heading(day, row.getString(1), row.getString(2)),
                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                new DaySum(
                        row.getLong(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7),
                        row.getString(8)));
    }

    static void put(Connection connection, DaySum.Heading heading, DaySum sum) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, heading.day());
            statement.setString(2, heading.previous());
            statement.setString(3, heading.ledger());
            statement.setLong(4, sum.ads());
            statement.setBigDecimal(5, sum.impressions());
            statement.setBigDecimal(6, sum.invalid());
            statement.setBigDecimal(7, sum.valueSum());
            statement.setString(8, sum.sha256());
            statement.executeUpdate();
        }
    }
}
