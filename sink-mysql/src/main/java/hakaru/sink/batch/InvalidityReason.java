package hakaru.sink.batch;

import hakaru.contract.Invalidity;
import java.util.Locale;

/** The reasons of invalid impressions as the tables name them. */
final class InvalidityReason {
    private static final String PREFIX = "INVALIDITY_";

    private InvalidityReason() {}

    /** The name of a reason; that of one which a newer release has given is its number. */
    static String of(int number) {
        Invalidity reason = Invalidity.forNumber(number);
        return reason == null
                ? "reason " + number
                : reason.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }
}
