package hakaru.ingest.beacon;

import hakaru.contract.AdProblem;
import hakaru.contract.BeaconId;
import hakaru.contract.ImpressionValue;
import java.util.Optional;

/** Reads the ad, the value and the id out of a beacon's query. Runs for each beacon, hence no maps and no regular expressions. */
public final class QueryParser {
    private static final BeaconQuery NAME_MISSING = new BeaconQuery.Invalid(Rejection.NAME_MISSING);
    private static final BeaconQuery ID_INVALID = new BeaconQuery.Invalid(Rejection.ID_INVALID);

    private QueryParser() {}

    /**
     * Reads a beacon.
     *
     * @param form stands in for a query that has no name, behind what the query has
     */
    public static BeaconQuery parse(String query, String form) {
        boolean isComplete =
                form.isEmpty() || QueryParameter.first(query, "name").isPresent();
        return parse(isComplete ? query : query + "&" + form);
    }

    static BeaconQuery parse(String query) {
        Optional<String> name = QueryParameter.first(query, "name");
        if (name.isEmpty()) {
            return NAME_MISSING;
        }
        Decoded decoded = PercentDecoder.decode(name.get());
        if (decoded instanceof Decoded.BrokenEscape) {
            return new BeaconQuery.Invalid(Rejection.NAME_BROKEN_ESCAPE);
        }
        return decoded instanceof Decoded.Text text
                ? withAd(text.value().strip(), query)
                : new BeaconQuery.Invalid(Rejection.NAME_BROKEN_UTF8);
    }

    private static BeaconQuery withAd(String ad, String query) {
        Optional<AdProblem> problem = AdProblem.in(ad);
        if (problem.isPresent()) {
            return new BeaconQuery.Invalid(Rejection.of(problem.get()));
        }
        Optional<String> value = QueryParameter.first(query, "value");
        return value.isPresent() ? withValue(ad, value.get(), query) : withId(ad, 0, query);
    }

    private static BeaconQuery withValue(String ad, String value, String query) {
        Decoded decoded = PercentDecoder.decode(value);
        if (decoded instanceof Decoded.BrokenEscape) {
            return new BeaconQuery.Invalid(Rejection.VALUE_BROKEN_ESCAPE);
        }
        return decoded instanceof Decoded.Text text
                ? withNumber(ad, text.value(), query)
                : new BeaconQuery.Invalid(Rejection.VALUE_BROKEN_UTF8);
    }

    private static BeaconQuery withNumber(String ad, String digits, String query) {
        if (!isWholeNumber(digits)) {
            return new BeaconQuery.Invalid(Rejection.VALUE_NOT_A_NUMBER);
        }
        long number = 0;
        for (int i = 0; i < digits.length() && ImpressionValue.isValid(number); i++) {
            number = number * 10 + (digits.charAt(i) - '0');
        }
        return ImpressionValue.isValid(number)
                ? withId(ad, number, query)
                : new BeaconQuery.Invalid(Rejection.VALUE_OUT_OF_RANGE);
    }

    private static BeaconQuery withId(String ad, long value, String query) {
        Optional<String> id = QueryParameter.first(query, "id");
        if (id.isEmpty()) {
            return new BeaconQuery.Valid(ad, value, id);
        }
        return PercentDecoder.decode(id.get()) instanceof Decoded.Text text && BeaconId.isValid(text.value())
                ? new BeaconQuery.Valid(ad, value, Optional.of(text.value()))
                : ID_INVALID;
    }

    private static boolean isWholeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
