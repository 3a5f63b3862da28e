package hakaru.sink.mysql.counts;

import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.OvertakenException;
import hakaru.sink.mysql.Statements;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and moves the ledger; each move is a compare-and-set. What it writes twice, sinks of older releases write once: the
 * table refuses them.
 */
public final class LedgerTable {
    private static final int DUPLICATE_KEY = 1062;

    private static final String SELECT =
            "SELECT topic_id, partition_no, counted_to, counts_position, latest_second FROM ledger ORDER BY updated_at";

    private static final String UPDATE = """
            UPDATE ledger SET counted_to = ?, guard_3 = ?, counts_position = ?, impressions = impressions + ?,
              repeated = repeated + ?, rejected = rejected + ?,
              latest_second = GREATEST(COALESCE(latest_second, CAST(? AS DATETIME)), COALESCE(CAST(? AS DATETIME), latest_second)),
              updated_at = UTC_TIMESTAMP(3)
            WHERE topic_id = ? AND partition_no = ? AND counted_to = ?""";

    private static final String INSERT = """
            INSERT INTO ledger (topic_id, partition_no, counted_to, guard_3, counts_position, impressions, repeated, rejected,
              latest_second, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""";

    private static final String REJECT = """
            UPDATE ledger SET impressions = impressions - ?, rejected = rejected + ?
            WHERE topic_id = ? AND partition_no = ?""";

    /** Changes nothing; but a server that no longer takes writes refuses it, whose ledger is not the one to go by. */
    private static final String PROBE = "UPDATE ledger SET counted_to = counted_to WHERE FALSE";

    /** Adds up all there is, in one moment. */
    private static final String BALANCE = """
            SELECT (SELECT COALESCE(SUM(impressions), 0) FROM ledger),
              (SELECT COALESCE(SUM(impressions), 0) FROM rolled_days)
                + (SELECT COALESCE(SUM(impressions), 0) FROM impressions_per_second
                   WHERE second >= (SELECT rolled_to FROM roll_up))""";

    private LedgerTable() {}

    public static Ledger read(Connection connection) throws SQLException {
        Statements.execute(connection, PROBE);
        return readAnywhere(connection);
    }

    /** Reads the ledger of any server, also of one that takes no writes. */
    public static Ledger readAnywhere(Connection connection) throws SQLException {
        return new Ledger(Statements.rows(connection, SELECT, LedgerTable::row));
    }

    private static Ledger.Row row(ResultSet row) throws SQLException {
        return new Ledger.Row(
                new Ledger.Key(row.getString(1), row.getInt(2)),
                row.getLong(3),
                row.getLong(4),
                Columns.instantIfAny(row, 5));
    }

    /**
     * Refuses counts that the ledger does not explain.
     *
     * @throws SQLException when the ledger's impressions are not those counted; until they are, nothing may be added
     */
    static void requireBalance(Connection connection) throws SQLException {
        List<BigDecimal> sums =
                Statements.onlyRow(connection, BALANCE, row -> List.of(row.getBigDecimal(1), row.getBigDecimal(2)));
        if (sums.get(0).compareTo(sums.get(1)) != 0) {
            throw new SQLException(
                    ("the ledger has fallen back to %s impressions, but the counts have %s: a restore has not ended yet, or a "
                                    + "sink wrote while it ran. If this stays when it has ended, restore again, with all sinks "
                                    + "stopped")
                            .formatted(sums.get(0), sums.get(1)));
        }
    }

    /**
     * Moves a row from where the step begins to where it ends.
     *
     * @throws OvertakenException when the row does not stand where the step begins
     */
    static void advance(Connection connection, ReceivedBatch step) throws SQLException {
        if (update(connection, step) == 1) {
            return;
        }
        // A row that is not there stands at 0.
        if (step.range().from() != 0) {
            throw new OvertakenException(step);
        }
        insert(connection, step);
    }

    private static int update(Connection connection, ReceivedBatch step) throws SQLException {
        LocalDateTime latestSecond = latestSecond(step);
        return Statements.update(
                connection,
                UPDATE,
                step.range().to(),
                step.range().to(),
                step.countsPosition(),
                Columns.unsigned(step.impressions()),
                Columns.unsigned(step.repeated()),
                Columns.unsigned(step.rejected()),
                latestSecond,
                latestSecond,
                step.key().topicId(),
                step.key().partition(),
                step.range().from());
    }

    private static void insert(Connection connection, ReceivedBatch step) throws SQLException {
        try {
            Statements.update(
                    connection,
                    INSERT,
                    step.key().topicId(),
                    step.key().partition(),
                    step.range().to(),
                    step.range().to(),
                    step.countsPosition(),
                    Columns.unsigned(step.impressions()),
                    Columns.unsigned(step.repeated()),
                    Columns.unsigned(step.rejected()),
                    latestSecond(step));
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE_KEY) {
                throw new OvertakenException(step);
            }
            throw e;
        }
    }

    private static @Nullable LocalDateTime latestSecond(ReceivedBatch step) {
        return step.latestSecond().map(Columns::dateTime).orElse(null);
    }

    /** Books impressions of the running transaction as rejected instead. */
    static void reject(Connection connection, Ledger.Key key, long impressions) throws SQLException {
        Number rejected = Columns.unsigned(impressions);
        Statements.update(connection, REJECT, rejected, rejected, key.topicId(), key.partition());
    }
}
