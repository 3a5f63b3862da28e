package hakaru.ingest.http;

import hakaru.contract.AdProblem;
import hakaru.contract.ImpressionValue;
import java.util.Optional;

/** Reads the ad and the value out of a beacon's query. Runs for each beacon, hence no maps and no regular expressions. */
final class QueryParser {
    private static final BeaconQuery NAME_MISSING = new BeaconQuery.Invalid(Rejection.NAME_MISSING);

    private QueryParser() {}

    /** @param form stands in for a query that has no name, behind what the query has */
    static BeaconQuery parse(String query, String form) {
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
        return value.isPresent() ? withValue(ad, value.get()) : new BeaconQuery.Valid(ad, 0);
    }

    private static BeaconQuery withValue(String ad, String value) {
        Decoded decoded = PercentDecoder.decode(value);
        if (decoded instanceof Decoded.BrokenEscape) {
            return new BeaconQuery.Invalid(Rejection.VALUE_BROKEN_ESCAPE);
        }
        return decoded instanceof Decoded.Text text
                ? withNumber(ad, text.value())
                : new BeaconQuery.Invalid(Rejection.VALUE_BROKEN_UTF8);
    }

    private static BeaconQuery withNumber(String ad, String digits) {
        if (!isWholeNumber(digits)) {
            return new BeaconQuery.Invalid(Rejection.VALUE_NOT_A_NUMBER);
        }
        long number = 0;
        for (int i = 0; i < digits.length() && ImpressionValue.isValid(number); i++) {
            number = number * 10 + (digits.charAt(i) - '0');
        }
        return ImpressionValue.isValid(number)
                ? new BeaconQuery.Valid(ad, number)
                : new BeaconQuery.Invalid(Rejection.VALUE_OUT_OF_RANGE);
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
