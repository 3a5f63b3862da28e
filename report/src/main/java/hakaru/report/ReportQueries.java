package hakaru.report;

import hakaru.contract.Receipt;
import hakaru.report.Counts.AdSum;
import hakaru.report.Counts.Ledger;
import hakaru.report.Counts.Sum;
import hakaru.report.Counts.Today;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * All SQL of the report. Safe for use by several threads.
 *
 * @param database whose connections see one state of the database in all statements until they are closed
 */
record ReportQueries(DataSource database) {
    /** Ads with a colour of their own in the chart. */
    static final int ADS_IN_CHART = 6;
    /** Ads in the table of today. */
    static final int ADS_OF_TODAY = 20;

    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(5);

    private static final String IN_WINDOW = " FROM impressions_per_second WHERE second >= ? AND second < ?";
    private static final String TOTALS = "SELECT second, SUM(impressions)" + IN_WINDOW + " GROUP BY second";
    private static final String LARGEST =
            "SELECT ad" + IN_WINDOW + " GROUP BY ad ORDER BY SUM(impressions) DESC, ad LIMIT " + ADS_IN_CHART;
    private static final String SECONDS_OF_ADS = "SELECT ad, second, impressions" + IN_WINDOW + " AND ad IN (%s)";

    private static final String TODAY = " FROM impressions_per_day WHERE day >= ? AND day < ?";
    private static final String TODAY_TOTAL =
            "SELECT COUNT(DISTINCT ad), SUM(impressions), SUM(invalid), SUM(value_sum)" + TODAY;
    private static final String TODAY_LARGEST = "SELECT ad, SUM(impressions), SUM(invalid), SUM(value_sum)" + TODAY
            + " GROUP BY ad ORDER BY SUM(impressions) DESC, ad LIMIT " + ADS_OF_TODAY;

    private static final String FINAL_TO = "SELECT final_to FROM settlement";

    private static final String LEDGERS =
            "SELECT topic_id, SUM(counted_to), SUM(impressions), SUM(repeated), SUM(rejected),"
                    + " MAX(latest_second) FROM ledger GROUP BY topic_id";

    /** A partition without a row stands at 0. The last range that begins before a record is the one that may have it. */
    private static final String RECEIPT = """
            SELECT COALESCE((SELECT counted_to FROM ledger WHERE topic_id = ? AND partition_no = ?), 0) > ?,
              COALESCE((SELECT to_offset FROM rejected_records WHERE topic_id = ? AND partition_no = ?
                AND from_offset <= ? ORDER BY from_offset DESC LIMIT 1), 0) > ?""";

    /** What the ledger says of the record of a receipt. */
    enum State {
        COUNTED,
        NOT_YET,
        REJECTED
    }

    Counts read(Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new Counts(
                    now, finalTo(connection), window(connection, now), today(connection, now), ledgers(connection));
        }
    }

    State state(Receipt receipt) throws SQLException {
        String topic = receipt.topicId();
        int partition = receipt.partition();
        long offset = receipt.offset();
        try (Connection connection = database.getConnection()) {
            List<Object> parameters = List.of(topic, partition, offset, topic, partition, offset, offset);
            return query(connection, RECEIPT, parameters, ReportQueries::state).get(0);
        }
    }

    private static State state(ResultSet row) throws SQLException {
        if (!row.getBoolean(1)) {
            return State.NOT_YET;
        }
        return row.getBoolean(2) ? State.REJECTED : State.COUNTED;
    }

    private static Instant finalTo(Connection connection) throws SQLException {
        return query(connection, FINAL_TO, List.of(), row -> instant(row, 1)).get(0);
    }

    /** The seconds that are over; those to come of this one would look like a fall. */
    private static Window window(Connection connection, Instant now) throws SQLException {
        LocalDateTime end = LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        LocalDateTime from = end.minusSeconds(Window.SECONDS);
        Map<Long, Long> totals = new HashMap<>();
        query(connection, TOTALS, List.of(from, end), row -> totals.put(second(row, 1), row.getLong(2)));
        Map<String, Map<Long, Long>> largest = new LinkedHashMap<>();
        query(connection, LARGEST, List.of(from, end), row -> largest.put(row.getString(1), new HashMap<>()));
        if (!largest.isEmpty()) {
            List<Object> parameters = new ArrayList<>(List.of(from, end));
            parameters.addAll(largest.keySet());
            String seconds = SECONDS_OF_ADS.formatted(String.join(", ", Collections.nCopies(largest.size(), "?")));
            query(
                    connection,
                    seconds,
                    parameters,
                    row -> largest.getOrDefault(row.getString(1), new HashMap<>())
                            .put(second(row, 2), row.getLong(3)));
        }
        return Window.of(from.toInstant(ZoneOffset.UTC), totals, largest);
    }

    private static Today today(Connection connection, Instant now) throws SQLException {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<Object> bounds = List.of(day.atStartOfDay(), day.plusDays(1).atStartOfDay());
        List<AdSum> largest = query(connection, TODAY_LARGEST, bounds, row -> new AdSum(row.getString(1), sum(row, 2)));
        return query(connection, TODAY_TOTAL, bounds, row -> new Today(day, row.getLong(1), sum(row, 2), largest))
                .get(0);
    }

    private static Map<String, Ledger> ledgers(Connection connection) throws SQLException {
        Map<String, Ledger> ledgers = new HashMap<>();
        query(connection, LEDGERS, List.of(), row -> ledgers.put(row.getString(1), ledger(row)));
        return ledgers;
    }

    private static Ledger ledger(ResultSet row) throws SQLException {
        Optional<Instant> latestSecond =
                Optional.ofNullable(row.getObject(6, LocalDateTime.class)).map(time -> time.toInstant(ZoneOffset.UTC));
        return new Ledger(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), latestSecond);
    }

    /** Impressions, invalid ones and value sum, side by side from a column on; a sum over nothing is 0. */
    private static Sum sum(ResultSet row, int column) throws SQLException {
        BigInteger valueSum = Optional.ofNullable(row.getBigDecimal(column + 2))
                .map(BigDecimal::toBigInteger)
                .orElse(BigInteger.ZERO);
        return new Sum(row.getLong(column), row.getLong(column + 1), valueSum);
    }

    private static long second(ResultSet row, int column) throws SQLException {
        return instant(row, column).getEpochSecond();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    @FunctionalInterface
    private interface Row<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T extends @Nullable Object> List<T> query(
            Connection connection, String sql, List<?> parameters, Row<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout((int) STATEMENT_LIMIT.toSeconds());
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        }
    }
}
