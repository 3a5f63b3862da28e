package hakaru.sink.mysql.closing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Says what a day comes to, without what was counted for it after it was closed.
 *
 * @param ads how many ads had impressions
 * @param invalid how many of the impressions
 * @param sha256 in hexadecimal digits, of a text in UTF-8 whose lines all end with a line feed: the heading's, then for each
 *     row its ad, reason (empty for a count of all), impressions and sum of values with tabs between, by ad and reason in the
 *     order of their code points
 */
public record DaySum(long ads, BigDecimal impressions, BigDecimal invalid, BigDecimal valueSum, String sha256) {
    /**
     * What the text begins with.
     *
     * @param previous the digest of the day before; empty for the first
     * @param ledger how far each partition was counted, a line each
     */
    record Heading(LocalDate day, String previous, String ledger) {
        String text() {
            return "day\t" + day + "\nprevious\t" + previous + "\n" + ledger + "\n";
        }
    }
}
