package hakaru.contract;

import java.util.Optional;

/** The rules for an ad's name, each with the sentence a caller reads when it is broken. */
public enum AdProblem {
    BLANK("must not be blank"),
    TOO_LONG("must have at most " + AdProblem.MAX_LENGTH + " characters"),
    CONTROL_CHARACTER("must not contain control characters"),
    UNTRIMMED("must not begin or end with white space");

    /** Unicode code points, as the database's {@code VARCHAR(255)} counts them. */
    public static final int MAX_LENGTH = 255;

    private final String rule;

    AdProblem(String rule) {
        this.rule = rule;
    }

    /** The rule in words, to stand after the name of what breaks it. */
    public String rule() {
        return rule;
    }

    /** Finds the first rule that {@code ad} breaks. */
    public static Optional<AdProblem> in(String ad) {
        if (ad.isBlank()) {
            return Optional.of(BLANK);
        }
        if (ad.length() > MAX_LENGTH && ad.codePointCount(0, ad.length()) > MAX_LENGTH) {
            return Optional.of(TOO_LONG);
        }
        if (hasControlCharacter(ad)) {
            return Optional.of(CONTROL_CHARACTER);
        }
        return isTrimmed(ad) ? Optional.empty() : Optional.of(UNTRIMMED);
    }

    private static boolean hasControlCharacter(String ad) {
        for (int i = 0; i < ad.length(); i++) {
            if (Character.isISOControl(ad.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** SQL compares padded: "open" and "open " would be one key, so the contract has no such names. */
    private static boolean isTrimmed(String ad) {
        return !Character.isWhitespace(ad.charAt(0)) && !Character.isWhitespace(ad.charAt(ad.length() - 1));
    }
}
