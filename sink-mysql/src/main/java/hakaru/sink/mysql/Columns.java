package hakaru.sink.mysql;

import hakaru.sink.batch.CountRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads and gives what Java has no type for: a DATETIME, which is in UTC without saying so, and numbers without sign. */
public final class Columns {
    private static final int INCORRECT_DATETIME = 1292;

    private Columns() {}

    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** In seconds since 1970-01-01T00:00:00Z. */
    public static long second(ResultSet row, int column) throws SQLException {
        return instant(row, column).getEpochSecond();
    }

    /** Empty when it is NULL. */
    public static Optional<Instant> instantIfAny(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    /** A DATETIME with as many digits after the second as the column has. */
    public static LocalDateTime dateTime(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /**
     * A DATETIME without a time zone that could shift it.
     *
     * @throws SQLDataException like MySQL's own, when it has no such DATETIME
     */
    public static LocalDateTime dateTime(long second) throws SQLDataException {
        if (!CountRow.isStorable(second)) {
            throw new SQLDataException(
                    "second " + second + " is not between 1970 and 9999", "22007", INCORRECT_DATETIME);
        }
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }

    /** JDBC has no unsigned type: the upper half of the range goes as a decimal. */
    public static Number unsigned(long value) {
        return value >= 0 ? (Number) value : new BigDecimal(Long.toUnsignedString(value));
    }
}
