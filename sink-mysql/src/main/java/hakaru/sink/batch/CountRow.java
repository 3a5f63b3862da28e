package hakaru.sink.batch;

import hakaru.contract.Count;
import hakaru.contract.InvalidCount;
import hakaru.contract.InvalidReason;
import hakaru.contract.Invalidity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be added to one row of {@code impressions_per_second}, of {@code invalid_per_second}, or of a longer period.
 *
 * @param second where the period begins, in seconds since 1970-01-01T00:00:00Z
 * @param reason why the impressions are invalid; empty in a count of all
 * @param impressions unsigned
 * @param valueSum unsigned
 */
public record CountRow(long second, String ad, String reason, long impressions, long valueSum) {
    /** 9999-12-31T23:59:59Z, where DATETIME ends. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** By primary key. Beyond the BMP not quite the database's order, but the same one in every sink. */
    private static final Comparator<CountRow> ORDER = Comparator.comparingLong(CountRow::second)
            .thenComparing(CountRow::ad)
            .thenComparing(CountRow::reason);

    /** The primary key. */
    public record Key(long second, String ad, String reason) {}

    /** A count of all impressions, valid or not. */
    public CountRow(long second, String ad, long impressions, long valueSum) {
        this(second, ad, "", impressions, valueSum);
    }

    public static CountRow of(Count count) {
        return new CountRow(count.getSecond(), count.getAd(), count.getImpressions(), count.getValueSum());
    }

    public static CountRow of(InvalidCount count) {
        return new CountRow(
                count.getSecond(),
                count.getAd(),
                reason(count.getReasonValue()),
                count.getImpressions(),
                count.getValueSum());
    }

    /** The name that the tables have for a reason; that of one which a newer release has given is its number. */
    static String reason(int number) {
        Invalidity reason = Invalidity.forNumber(number);
        return reason == null ? "reason " + number : InvalidReason.nameOf(reason);
    }

    /**
     * Adds up rows of the same key.
     *
     * @return one row for each key, in the order of the primary key. Where a sum would not fit in 64 bits its parts stay apart:
     *     the database's own arithmetic takes or refuses them.
     */
    public static List<CountRow> merge(Stream<CountRow> rows) {
        Map<Key, CountRow> sums = new HashMap<>();
        List<CountRow> merged = new ArrayList<>();
        rows.forEach(row -> sums.merge(
                row.key(),
                row,
                (sum, next) -> sum.plus(next).orElseGet(() -> {
                    merged.add(next);
                    return sum;
                })));
        merged.addAll(sums.values());
        merged.sort(ORDER);
        return merged;
    }

    /** Whether MySQL has a DATETIME for {@code second}; nothing was shown before 1970. */
    public static boolean isStorable(long second) {
        return second >= 0 && second <= LAST_SECOND;
    }

    /** The same counts for the longer period that begins at {@code begin}. */
    public CountRow at(long begin) {
        return new CountRow(begin, ad, reason, impressions, valueSum);
    }

    /** The same counts under another name. */
    CountRow named(String name) {
        return new CountRow(second, name, reason, impressions, valueSum);
    }

    Key key() {
        return new Key(second, ad, reason);
    }

    /** The key of the count of all impressions that these are among. */
    public Key gross() {
        return new Key(second, ad, "");
    }

    /** The sum of two rows of the same key; empty when it does not fit in 64 bits without sign. */
    Optional<CountRow> plus(CountRow other) {
        long impressionsTogether = impressions + other.impressions;
        long valuesTogether = valueSum + other.valueSum;
        if (hasWrapped(impressionsTogether, impressions) || hasWrapped(valuesTogether, valueSum)) {
            return Optional.empty();
        }
        return Optional.of(new CountRow(second, ad, reason, impressionsTogether, valuesTogether));
    }

    /** What is left when some of these impressions are counted elsewhere. */
    CountRow minus(CountRow some) {
        return new CountRow(second, ad, reason, impressions - some.impressions, valueSum - some.valueSum);
    }

    private static boolean hasWrapped(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0;
    }
}
