package hakaru.sink.mysql.counts;

import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.LedgerStep;
import hakaru.sink.mysql.Columns;
import hakaru.sink.mysql.OvertakenException;
import hakaru.sink.mysql.Parameters;
import hakaru.sink.mysql.UnbalancedBooksException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

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
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(PROBE);
        }
        try (PreparedStatement statement = connection.prepareStatement(SELECT);
                ResultSet rows = statement.executeQuery()) {
            List<Ledger.Row> ledger = new ArrayList<>();
            while (rows.next()) {
                ledger.add(row(rows));
            }
            return new Ledger(ledger);
        }
    }

    private static Ledger.Row row(ResultSet rows) throws SQLException {
        return new Ledger.Row(
                new Ledger.Key(rows.getString(1), rows.getInt(2)),
                rows.getLong(3),
                rows.getLong(4),
                Columns.instantIfAny(rows, 5));
    }

    /**
     * Refuses counts that the ledger does not explain.
     *
     * @throws UnbalancedBooksException when the ledger's impressions are not those counted
     */
    static void requireBalance(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BALANCE);
                ResultSet sums = statement.executeQuery()) {
            sums.next();
            if (sums.getBigDecimal(1).compareTo(sums.getBigDecimal(2)) != 0) {
                throw new UnbalancedBooksException(sums.getBigDecimal(1), sums.getBigDecimal(2));
            }
        }
    }

    /**
     * Moves a row from where the step begins to where it ends.
     *
     * @throws OvertakenException when the row does not stand where the step begins
     */
    static void advance(Connection connection, LedgerStep step) throws SQLException {
        if (update(connection, step) == 1) {
            return;
        }
        // A row that is not there stands at 0.
        if (step.range().from() != 0) {
            throw new OvertakenException(step);
        }
        insert(connection, step);
    }

    private static int update(Connection connection, LedgerStep step) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            fill(Parameters.of(statement), step)
                    .second(step.latestSecond())
                    .text(step.key().topicId())
                    .number(step.key().partition())
                    .number(step.range().from());
            return statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, LedgerStep step) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            fill(
                    Parameters.of(statement)
                            .text(step.key().topicId())
                            .number(step.key().partition()),
                    step);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE_KEY) {
                throw new OvertakenException(step);
            }
            throw e;
        }
    }

    private static Parameters fill(Parameters parameters, LedgerStep step) throws SQLException {
        return parameters
                .number(step.range().to())
                .number(step.range().to())
                .number(step.countsPosition())
                .unsigned(step.impressions())
                .unsigned(step.repeated())
                .unsigned(step.rejected())
                .second(step.latestSecond());
    }

    /** Books impressions of the running transaction as rejected instead. */
    static void reject(Connection connection, Ledger.Key key, long impressions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REJECT)) {
            Parameters.of(statement)
                    .unsigned(impressions)
                    .unsigned(impressions)
                    .text(key.topicId())
                    .number(key.partition());
            statement.executeUpdate();
        }
    }
}
