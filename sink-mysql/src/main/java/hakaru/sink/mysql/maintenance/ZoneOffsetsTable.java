package hakaru.sink.mysql.maintenance;

import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import hakaru.sink.mysql.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@code zone_offsets} as Java's time zone data has it, for all zones: a few thousand rows. */
final class ZoneOffsetsTable {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneOffsetsTable.class);

    /** How many years of changes are worked out ahead; governments decide later than that. */
    private static final int YEARS_AHEAD = 10;

    private static final String SELECT =
            "SELECT time_zone, from_utc, to_utc, offset_seconds, whole_hours FROM zone_offsets";
    private static final String DELETE = "DELETE FROM zone_offsets WHERE time_zone = ? AND from_utc = ?";
    private static final String INSERT =
            "INSERT INTO zone_offsets (time_zone, from_utc, to_utc, offset_seconds, whole_hours) VALUES (?, ?, ?, ?, ?)";

    private ZoneOffsetsTable() {}

    /** Brings the table up to date, in one transaction; who reads it sees it before or after. */
    static void update(Connection connection, LocalDate today) throws SQLException {
        Set<ZonePeriod> periods = periods(today);
        if (Transactions.runOn(connection, transaction -> replace(transaction, periods))) {
            LOG.info("zone_offsets has {} periods of {} time zones", periods.size(), zones().size());
        }
    }

    private static Set<String> zones() {
        return ZoneId.getAvailableZoneIds();
    }

    private static Set<ZonePeriod> periods(LocalDate today) {
        Instant known = LocalDate.of(today.getYear() + YEARS_AHEAD, 1, 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return zones().stream()
                .flatMap(zone -> ZonePeriod.of(ZoneId.of(zone), known).stream())
                .collect(Collectors.toSet());
    }

    /** Returns whether the table had others. */
    private static boolean replace(Connection connection, Set<ZonePeriod> periods) throws SQLException {
        Set<ZonePeriod> stored = new HashSet<>(Statements.rows(connection, SELECT, ZoneOffsetsTable::period));
        List<ZonePeriod> gone =
                stored.stream().filter(period -> !periods.contains(period)).toList();
        List<ZonePeriod> come =
                periods.stream().filter(period -> !stored.contains(period)).toList();
        Statements.updateAll(
                connection, DELETE, gone, period -> new Object[] {period.zone(), Columns.dateTime(period.from())});
        Statements.updateAll(connection, INSERT, come, period -> new Object[] {
            period.zone(),
            Columns.dateTime(period.from()),
            Columns.dateTime(period.to()),
            period.offset(),
            period.wholeHours()
        });
        return !stored.equals(periods);
    }

    private static ZonePeriod period(ResultSet row) throws SQLException {
        return new ZonePeriod(
                row.getString(1), Columns.second(row, 2), Columns.second(row, 3), row.getInt(4), row.getBoolean(5));
    }
}
