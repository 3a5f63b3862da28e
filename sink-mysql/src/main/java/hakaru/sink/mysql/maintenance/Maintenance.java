package hakaru.sink.mysql.maintenance;

import hakaru.sink.mysql.DirectConnection;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.Statements;
import hakaru.sink.mysql.Transactions;
import hakaru.sink.mysql.rollup.RollUpState;
import hakaru.sink.mysql.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes partitions for the days to come, drops those of days that are no longer kept, and keeps the table of time zones. Needs
 * the rights of the migration user. May be run at any time, by several processes too, and beside the sinks.
 */
public final class Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    /** Long enough for a person to notice that nobody runs this. */
    static final int DAYS_AHEAD = 7;

    /** While we wait for a long query to let go of a table, the sinks wait behind us. */
    private static final String SESSION = "SET SESSION lock_wait_timeout = 3, innodb_lock_wait_timeout = 5, "
            + "time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES'";

    /**
     * Keeps others from looking after the partitions meanwhile: the first row of the migrations' history, which nobody writes
     * and which is there once there are tables, locked on a connection of its own, because ALTER TABLE ends the transaction it
     * stands in. Not GET_LOCK, which Percona XtraDB Cluster refuses in its strict mode. Locked rows are left out, so nobody waits.
     *
     * <p>It spares failures and repeated work, no more: who has lost it, or never saw it on another node of a cluster, finds a
     * day's partition made or dropped already, fails, and does the rest in its next round.
     */
    private static final String LOCK = """
            SELECT installed_rank FROM %1$s WHERE installed_rank = (SELECT MIN(installed_rank) FROM %1$s)
            FOR UPDATE SKIP LOCKED""".formatted(Schema.HISTORY);

    private final Connection connection;
    private final LocalDate today;

    /** A table, the first day that it keeps, and what says so. */
    private record Kept(
            DayPartitions partitions, LocalDate firstKept, BiFunction<RollUpState, Long, RollUpState> bound) {}

    private Maintenance(Connection connection, LocalDate today) {
        this.connection = connection;
        this.today = today;
    }

    /**
     * Does what is due today, by the database's clock: what this process takes for today must not drop a day.
     *
     * @throws SQLException when it could not be finished; the next round does the rest
     */
    public static void run(MysqlConfig config, MysqlConfig.Credentials credentials) throws SQLException {
        run(config, credentials, Optional.empty());
    }

    /** As on another day. */
    public static void run(MysqlConfig config, MysqlConfig.Credentials credentials, Optional<LocalDate> day)
            throws SQLException {
        try (Connection lock = DirectConnection.open(config, credentials);
                Connection connection = DirectConnection.open(config, credentials)) {
            if (!tryLock(lock)) {
                LOG.info("Another process looks after the partitions");
                return;
            }
            LocalDate today = day.isPresent() ? day.get() : today(connection);
            new Maintenance(connection, today).run(config.retention());
        }
    }

    /** Takes the lock until the connection is closed, if nobody else has it. */
    static boolean tryLock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return Statements.row(connection, LOCK, row -> row.getInt(1)).isPresent();
    }

    private static LocalDate today(Connection connection) throws SQLException {
        return Statements.onlyRow(connection, "SELECT UTC_DATE()", row -> row.getObject(1, LocalDate.class));
    }

    /** How many days after {@code today} have a partition in {@code impressions_per_second}; below 0 when today has none. */
    public static long daysAhead(DataSource connections, LocalDate today) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            List<LocalDate> days = new DayPartitions(connection, "impressions_per_second", "second").days();
            connection.rollback();
            return days.isEmpty() ? -1 : ChronoUnit.DAYS.between(today, days.get(days.size() - 1));
        }
    }

    private void run(MysqlConfig.Retention retention) throws SQLException {
        Statements.execute(connection, SESSION);
        ZoneOffsetsTable.update(connection, today);
        LocalDate seconds = today.minusDays(retention.seconds().toDays());
        LocalDate minutes = today.minusDays(retention.minutes().toDays());
        List<Kept> tables = List.of(
                kept("impressions_per_second", "second", seconds, RollUpState::keepSecondsFrom),
                kept("invalid_per_second", "second", seconds, RollUpState::keepSecondsFrom),
                kept("rolled_minutes", "minute", minutes, RollUpState::keepMinutesFrom),
                kept("rolled_invalid_minutes", "minute", minutes, RollUpState::keepMinutesFrom));
        for (Kept table : tables) {
            addAhead(table);
        }
        for (Kept table : tables) {
            drop(table);
        }
    }

    private Kept kept(
            String table, String column, LocalDate firstKept, BiFunction<RollUpState, Long, RollUpState> bound) {
        return new Kept(new DayPartitions(connection, table, column), firstKept, bound);
    }

    private void addAhead(Kept table) throws SQLException {
        List<LocalDate> days = table.partitions().days();
        LocalDate first =
                days.isEmpty() ? firstDay(table) : days.get(days.size() - 1).plusDays(1);
        LocalDate last = today.plusDays(DAYS_AHEAD);
        if (!first.isAfter(last)) {
            table.partitions().add(first, last);
        }
    }

    /** What is older than that goes with the first day that is dropped. */
    private LocalDate firstDay(Kept table) throws SQLException {
        LocalDate oldest = table.partitions()
                .oldestRow()
                .filter(day -> day.isBefore(today))
                .orElse(today);
        return oldest.isBefore(table.firstKept()) ? table.firstKept() : oldest;
    }

    /** The bound first: from then on nobody writes, or expects, what is about to go. */
    private void drop(Kept table) throws SQLException {
        List<LocalDate> gone = table.partitions().days().stream()
                .filter(day -> day.isBefore(table.firstKept()))
                .toList();
        if (!gone.isEmpty() && Transactions.runOn(connection, transaction -> moveBound(transaction, table))) {
            table.partitions().drop(gone);
        }
    }

    /** Returns whether nothing of the days that are not kept is waiting to be rolled up, so that they may go. */
    private static boolean moveBound(Connection connection, Kept table) throws SQLException {
        RollUpState state = RollUpState.lockExclusively(connection);
        long from = table.firstKept().toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        if (state.hasSecondsToRollUp(connection, from)) {
            LOG.warn("Days before {} are kept until the sink has rolled them up", table.firstKept());
            return false;
        }
        table.bound().apply(state.rolledTo(from), from).save(connection);
        return true;
    }
}
