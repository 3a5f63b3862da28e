package hakaru.guarantees;

import hakaru.testkit.Recount;
import hakaru.testkit.Recount.Row;
import hakaru.testkit.Recount.Sums;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;

/** What an analyst reads. */
record DatabaseCounts(Connector connector) {
    /** Opens a connection. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    long impressions() throws SQLException {
        return number("SELECT SUM(impressions) FROM impressions_per_second");
    }

    long valueSum() throws SQLException {
        return number("SELECT SUM(value_sum) FROM impressions_per_second");
    }

    long impressionsOf(String ad) {
        return rows().entrySet().stream()
                .filter(row -> row.getKey().ad().equals(ad))
                .mapToLong(row -> row.getValue().impressions())
                .sum();
    }

    long ledgerImpressions() {
        return unchecked("SELECT SUM(impressions) FROM ledger");
    }

    long ledgerRepeated() {
        return unchecked("SELECT SUM(repeated) FROM ledger");
    }

    long ledgerRejected() {
        return unchecked("SELECT SUM(rejected) FROM ledger");
    }

    /** Offsets of the records that a receipt would be told are rejected; of all partitions. */
    List<Long> rejectedOffsets() throws SQLException {
        List<Long> offsets = new ArrayList<>();
        try (Connection connection = connector.connect();
                Statement statement = connection.createStatement();
                ResultSet ranges = statement.executeQuery("SELECT from_offset, to_offset FROM rejected_records")) {
            while (ranges.next()) {
                LongStream.range(ranges.getLong(1), ranges.getLong(2)).forEach(offsets::add);
            }
        }
        return offsets;
    }

    long ledgerPartitions() {
        return unchecked("SELECT COUNT(*) FROM ledger WHERE impressions > 0");
    }

    private long unchecked(String query) {
        try {
            return number(query);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** What a query of one row and column answers. */
    long number(String query) throws SQLException {
        try (Connection connection = connector.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Rows of minutes, hours and days that are not what the seconds add up to, or are missing. */
    long rollUpDifferences() {
        return differences("minute", "second - INTERVAL SECOND(second) SECOND")
                + differences("hour", "TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR")
                + differences("day", "DATE(second)");
    }

    private long differences(String period, String begin) {
        String rolled = "SELECT %1$s AS period, ad, impressions, value_sum FROM impressions_per_%1$s".formatted(period);
        String summed =
                "SELECT %s AS period, ad, SUM(impressions), SUM(value_sum) FROM impressions_per_second GROUP BY period, ad"
                        .formatted(begin);
        String count = "SELECT COUNT(*) FROM ((%s) EXCEPT (%s)) AS differences";
        return unchecked(count.formatted(rolled, summed)) + unchecked(count.formatted(summed, rolled));
    }

    SortedMap<Row, Sums> rows() {
        Recount rows = new Recount();
        try (Connection connection = connector.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT second, ad, impressions, value_sum FROM impressions_per_second")) {
            while (result.next()) {
                long second = result.getObject(1, LocalDateTime.class).toEpochSecond(ZoneOffset.UTC);
                rows.add(new Row(second, result.getString(2)), new Sums(result.getLong(3), result.getLong(4)));
            }
            return rows.rows();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = connector.connect();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
