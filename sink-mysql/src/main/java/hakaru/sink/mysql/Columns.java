package hakaru.sink.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads a DATETIME, which is in UTC without saying so. */
public final class Columns {
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
}
