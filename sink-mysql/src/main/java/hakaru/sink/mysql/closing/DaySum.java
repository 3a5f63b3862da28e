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
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * Adds up what a day comes to, without what was counted for it after it was closed.
 *
 * @param ads how many ads had impressions
 * @param invalid how many of the impressions
 * @param sha256 in hexadecimal digits, of a text in UTF-8 whose lines all end with a line feed: the heading's, then for each
 *     row its ad, reason (empty for a count of all), impressions and sum of values with tabs between, by ad and reason in the
 *     order of their code points
 */
public record DaySum(long ads, BigDecimal impressions, BigDecimal invalid, BigDecimal valueSum, String sha256) {
    private static final String SELECT = """
            SELECT ad, reason, SUM(impressions), SUM(value_sum)
            FROM (
              SELECT ad, '' AS reason, CAST(impressions AS DECIMAL(30, 0)) AS impressions,
                CAST(value_sum AS DECIMAL(30, 0)) AS value_sum
              FROM rolled_days WHERE day = ?
              UNION ALL
              SELECT ad, reason, CAST(impressions AS DECIMAL(30, 0)), CAST(value_sum AS DECIMAL(30, 0))
              FROM rolled_invalid_days WHERE day = ?
              UNION ALL
              SELECT ad, reason, -CAST(impressions AS DECIMAL(30, 0)), -CAST(value_sum AS DECIMAL(30, 0))
              FROM day_corrections WHERE day = ?
            ) AS parts
            GROUP BY ad, reason
            HAVING SUM(impressions) <> 0 OR SUM(value_sum) <> 0
            ORDER BY ad, reason""";

    /**
     * What the text begins with.
     *
     * @param previous the digest of the day before; empty for the first
     * @param ledger how far each partition was counted, a line each
     */
    record Heading(LocalDate day, String previous, String ledger) {
        private String text() {
            return "day\t" + day + "\nprevious\t" + previous + "\n" + ledger + "\n";
        }
    }

    /** Reads the rows one by one; the connection can do nothing else meanwhile. */
    static DaySum read(Connection connection, Heading heading) throws SQLException {
        MessageDigest digest = newDigest();
        digest.update(heading.text().getBytes(UTF_8));
        long ads = 0;
        BigDecimal impressions = BigDecimal.ZERO;
        BigDecimal invalid = BigDecimal.ZERO;
        BigDecimal valueSum = BigDecimal.ZERO;
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            // Connector/J's way to say: do not collect them all first.
            statement.setFetchSize(Integer.MIN_VALUE);
            Statements.fill(statement, heading.day(), heading.day(), heading.day());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    digest.update(line(rows).getBytes(UTF_8));
                    if (!rows.getString(2).isEmpty()) {
                        invalid = invalid.add(rows.getBigDecimal(3));
                        continue;
                    }
                    ads++;
                    impressions = impressions.add(rows.getBigDecimal(3));
                    valueSum = valueSum.add(rows.getBigDecimal(4));
                }
            }
        }
        return new DaySum(ads, impressions, invalid, valueSum, HexFormat.of().formatHex(digest.digest()));
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
