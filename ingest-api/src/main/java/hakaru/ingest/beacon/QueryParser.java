package hakaru.ingest.beacon;

import hakaru.contract.AdProblem;
import hakaru.contract.BeaconId;
import hakaru.contract.ImpressionValue;
import java.util.Optional;

/**
 * Reads the ad, the value and the id out of a beacon's query. Runs for each beacon, hence no maps and no regular expressions.
 * Parameters that are not asked for are not decoded, so that what is ignored cannot be wrong.
 */
public final class QueryParser {
    /** What an ampersand leaves behind of itself in HTML. */
    private static final String COPIED = "amp;";

    private QueryParser() {}

    /**
     * Reads a beacon.
     *
     * @param form stands in for a query that has no name, behind what the query has
     */
    public static BeaconQuery parse(String query, String form) {
        boolean isComplete = form.isEmpty() || first(query, "name").isPresent();
        return parse(isComplete ? query : query + "&" + form);
    }

    static BeaconQuery parse(String query) {
        Optional<String> encoded = first(query, "name");
        if (encoded.isEmpty()) {
            return Rejection.NAME_MISSING;
        }
        Optional<String> name = PercentDecoder.decode(encoded.get());
        if (name.isEmpty()) {
            return PercentDecoder.hasBrokenEscape(encoded.get())
                    ? Rejection.NAME_BROKEN_ESCAPE
                    : Rejection.NAME_BROKEN_UTF8;
        }
        String ad = name.get().strip();
        Optional<AdProblem> problem = AdProblem.in(ad);
        return problem.isPresent() ? Rejection.of(problem.get()) : withAd(ad, query);
    }

    private static BeaconQuery withAd(String ad, String query) {
        String encoded = first(query, "value").orElse("0");
        Optional<String> value = PercentDecoder.decode(encoded);
        if (value.isEmpty()) {
            return PercentDecoder.hasBrokenEscape(encoded)
                    ? Rejection.VALUE_BROKEN_ESCAPE
                    : Rejection.VALUE_BROKEN_UTF8;
        }
        return withNumber(ad, value.get(), query);
    }

    private static BeaconQuery withNumber(String ad, String digits, String query) {
        if (!isWholeNumber(digits)) {
            return Rejection.VALUE_NOT_A_NUMBER;
        }
        long number = 0;
        for (int i = 0; i < digits.length() && ImpressionValue.isValid(number); i++) {
            number = number * 10 + (digits.charAt(i) - '0');
        }
        return ImpressionValue.isValid(number) ? withId(ad, number, query) : Rejection.VALUE_OUT_OF_RANGE;
    }

    private static BeaconQuery withId(String ad, long value, String query) {
        Optional<String> encoded = first(query, "id");
        if (encoded.isEmpty()) {
            return new Beacon(ad, value, encoded);
        }
        Optional<String> id = PercentDecoder.decode(encoded.get());
        return id.isPresent() && BeaconId.isValid(id.get()) ? new Beacon(ad, value, id) : Rejection.ID_INVALID;
    }

    private static boolean isWholeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The value of the first parameter of that name, still encoded; empty text when it has no {@code =}. */
    private static Optional<String> first(String query, String name) {
        int begin = 0;
        while (begin <= query.length()) {
            int separator = query.indexOf('&', begin);
            int end = separator < 0 ? query.length() : separator;
            int equals = query.indexOf('=', begin);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (isNamed(query, begin, nameEnd, name)) {
                return Optional.of(query.substring(Math.min(nameEnd + 1, end), end));
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    /** A separator that was copied out of HTML, where it is written {@code &}{@code amp;}, is still one. */
    private static boolean isNamed(String query, int begin, int end, String name) {
        boolean copied = begin > 0 && query.startsWith(COPIED, begin);
        return isWritten(query, copied ? begin + COPIED.length() : begin, end, name);
    }

    private static boolean isWritten(String query, int begin, int end, String name) {
        int length = end - begin;
        if (length == name.length()) {
            return query.startsWith(name, begin);
        }
        // A name may be escaped like any other text; plain ones, nearly all, are not decoded.
        boolean mayBeEscaped = length > name.length() && length <= 3 * name.length() && query.indexOf('%', begin) >= 0;
        return mayBeEscaped
                && PercentDecoder.decode(query.substring(begin, end))
                        .filter(name::equals)
                        .isPresent();
    }
}
