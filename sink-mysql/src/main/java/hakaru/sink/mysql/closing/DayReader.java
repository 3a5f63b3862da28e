package hakaru.sink.mysql.closing;

import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.sink.mysql.Statements;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the rows of a day and adds them up, some ads at a time: MySQL sorts those in memory, and is not silent for so long
 * that it counts as gone, however many there are. For one thread, and one day; the connection can do nothing else meanwhile.
 */
final class DayReader {
    private static final int ADS_AT_ONCE = 10_000;

    /** The first ad of the next ones. */
    private static final String SELECT_NEXT = "SELECT ad FROM rolled_days WHERE day = ?%s ORDER BY ad LIMIT 1 OFFSET ";

    private static final String SELECT = """
            SELECT ad, reason, SUM(impressions), SUM(value_sum)
            FROM (
              SELECT ad, '' AS reason, CAST(impressions AS DECIMAL(30, 0)) AS impressions,
                CAST(value_sum AS DECIMAL(30, 0)) AS value_sum
              FROM rolled_days WHERE day = ?%1$s
              UNION ALL
              SELECT ad, reason, CAST(impressions AS DECIMAL(30, 0)), CAST(value_sum AS DECIMAL(30, 0))
              FROM rolled_invalid_days WHERE day = ?%1$s
              UNION ALL
              SELECT ad, reason, -CAST(impressions AS DECIMAL(30, 0)), -CAST(value_sum AS DECIMAL(30, 0))
              FROM day_corrections WHERE day = ?%1$s
            ) AS parts
            GROUP BY ad, reason
            HAVING SUM(impressions) <> 0 OR SUM(value_sum) <> 0
            ORDER BY ad, reason""";

    private final Connection connection;
    private final DaySum.Heading heading;
    private final MessageDigest digest = newDigest();
    private long ads;
    private BigDecimal impressions = BigDecimal.ZERO;
    private BigDecimal invalid = BigDecimal.ZERO;
    private BigDecimal valueSum = BigDecimal.ZERO;

    private DayReader(Connection connection, DaySum.Heading heading) {
        this.connection = connection;
        this.heading = heading;
    }

    /** Nobody may count meanwhile, or the transaction must see one moment. */
    static DaySum read(Connection connection, DaySum.Heading heading) throws SQLException {
        return read(connection, heading, ADS_AT_ONCE);
    }

    static DaySum read(Connection connection, DaySum.Heading heading, int adsAtOnce) throws SQLException {
        return new DayReader(connection, heading).read(adsAtOnce);
    }

    private DaySum read(int adsAtOnce) throws SQLException {
        digest.update(heading.text().getBytes(UTF_8));
        String from = "";
        List<Object> begin = List.of(heading.day());
        Optional<String> next = next(from, begin, adsAtOnce);
        while (next.isPresent()) {
            readAds(
                    from + " AND ad < ?",
                    Stream.concat(begin.stream(), next.stream()).toList());
            from = " AND ad >= ?";
            begin = List.of(heading.day(), next.get());
            next = next(from, begin, adsAtOnce);
        }
        readAds(from, begin);
        return new DaySum(ads, impressions, invalid, valueSum, HexFormat.of().formatHex(digest.digest()));
    }

    private Optional<String> next(String from, List<Object> begin, int adsAtOnce) throws SQLException {
        String sql = SELECT_NEXT.formatted(from) + adsAtOnce;
        return Statements.row(connection, sql, row -> row.getString(1), begin.toArray());
    }

    /** The first ads have no bound below, the last ones none above: a name that {@code rolled_days} lacks shows, too. */
    private void readAds(String bounds, List<Object> ofOneTable) throws SQLException {
        List<Object> parameters = Collections.nCopies(3, ofOneTable).stream()
                .flatMap(List::stream)
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(SELECT.formatted(bounds))) {
            // Connector/J's way to say: do not collect them all first.
            statement.setFetchSize(Integer.MIN_VALUE);
            Statements.fill(statement, parameters.toArray());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    add(rows);
                }
            }
        }
    }

    private void add(ResultSet row) throws SQLException {
        digest.update(line(row).getBytes(UTF_8));
        if (!row.getString(2).isEmpty()) {
            invalid = invalid.add(row.getBigDecimal(3));
            return;
        }
        ads++;
        impressions = impressions.add(row.getBigDecimal(3));
        valueSum = valueSum.add(row.getBigDecimal(4));
    }

    private static String line(ResultSet row) throws SQLException {
        return row.getString(1) + "\t" + row.getString(2) + "\t"
                + row.getBigDecimal(3).toPlainString() + "\t"
                + row.getBigDecimal(4).toPlainString() + "\n";
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
