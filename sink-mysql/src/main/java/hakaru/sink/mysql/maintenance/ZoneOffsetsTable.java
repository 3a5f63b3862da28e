package hakaru.sink.mysql.maintenance;

import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
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

    private final Connection connection;

    ZoneOffsetsTable(Connection connection) {
        this.connection = connection;
    }

    /** Brings the table up to date, in one transaction; who reads it sees it before or after. */
    void update(LocalDate today) throws SQLException {
        Set<ZonePeriod> periods = periods(today);
        connection.setAutoCommit(false);
        try {
            Set<ZonePeriod> stored = stored();
            if (!stored.equals(periods)) {
                delete(minus(stored, periods));
                insert(minus(periods, stored));
                connection.commit();
                LOG.info("zone_offsets has {} periods of {} time zones", periods.size(), zones());
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static int zones() {
        return ZoneId.getAvailableZoneIds().size();
    }

    private static Set<ZonePeriod> periods(LocalDate today) {
        LocalDate known = LocalDate.of(today.getYear() + YEARS_AHEAD, 1, 1);
        Set<ZonePeriod> periods = new HashSet<>();
        for (String zone : ZoneId.getAvailableZoneIds()) {
            periods.addAll(ZonePeriod.of(
                    ZoneId.of(zone), known.atStartOfDay(ZoneOffset.UTC).toInstant()));
        }
        return periods;
    }

    private static Set<ZonePeriod> minus(Collection<ZonePeriod> some, Collection<ZonePeriod> others) {
        Set<ZonePeriod> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private Set<ZonePeriod> stored() throws SQLException {
        return new HashSet<>(Statements.rows(connection, SELECT, ZoneOffsetsTable::period));
    }

    private static ZonePeriod period(ResultSet row) throws SQLException {
        return new ZonePeriod(
                row.getString(1), Columns.second(row, 2), Columns.second(row, 3), row.getInt(4), row.getBoolean(5));
    }

    private void delete(Set<ZonePeriod> periods) throws SQLException {
        Statements.updateAll(
                connection,
                DELETE,
                periods,
                (parameters, period) -> parameters.text(period.zone()).second(period.from()));
    }

    private void insert(Set<ZonePeriod> periods) throws SQLException {
        Statements.updateAll(
                connection,
                INSERT,
                periods,
                (parameters, period) -> parameters
                        .text(period.zone())
                        .second(period.from())
                        .second(period.to())
                        .number(period.offset())
                        .number(period.wholeHours() ? 1 : 0));
    }
}
