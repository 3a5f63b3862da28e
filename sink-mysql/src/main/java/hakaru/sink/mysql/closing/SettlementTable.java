package hakaru.sink.mysql.closing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Says up to which moment counts are final. */
final class SettlementTable {
    /** Whichever sink moves it, it never goes back; and never past the database's own clock, if a sink's is ahead. */
    private static final String UPDATE = """
            UPDATE settlement SET final_to = GREATEST(final_to, LEAST(CAST(? AS DATETIME(3)), UTC_TIMESTAMP(3))),
              final_after_seconds = ?""";

    private static final String SELECT = "SELECT final_to FROM settlement";

    private SettlementTable() {}

    static void moveTo(Connection connection, Instant finalTo, Duration finalAfter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setObject(1, LocalDateTime.ofInstant(finalTo, ZoneOffset.UTC));
            statement.setLong(2, finalAfter.toSeconds());
            if (statement.executeUpdate() == 0) {
                throw new SQLException("settlement has no row; it is made by the migration and must not be deleted");
            }
        }
    }

    static Instant read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("settlement has no row; it is made by the migration and must not be deleted");
            }
            return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        }
    }
}
