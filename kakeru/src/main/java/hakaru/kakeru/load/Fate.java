package hakaru.kakeru.load;

import java.util.Locale;

/** What a request has done to the books. Every request sent has exactly one fate: sent = accepted + failed + unknown. */
public enum Fate {
    /** Answered 200: it must be counted. */
    ACCEPTED,
    /** Never left, or was refused as invalid: it must not be counted. */
    FAILED,
    /** It left and nobody vouches for it: it may be counted or not. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
