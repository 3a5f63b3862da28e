package hakaru.contract;

import java.util.Locale;

/** How tables and metrics name the reasons for which impressions are invalid. */
public final class InvalidReason {
    private static final String PREFIX = "INVALIDITY_";

    private InvalidReason() {}

    /** In lower case, without what the reasons' names have in common: {@code bot}. */
    public static String nameOf(Invalidity reason) {
        return reason.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }
}
