package hakaru.ingest.beacon;

import hakaru.contract.AdProblem;
import hakaru.contract.BeaconId;
import hakaru.contract.ImpressionValue;

/** Why a beacon is not an impression: the parameter, and the rule that it breaks. */
public enum Rejection implements BeaconQuery {
    NAME_MISSING("name is required"),
    NAME_BLANK("name " + AdProblem.BLANK.rule()),
    NAME_TOO_LONG("name " + AdProblem.TOO_LONG.rule()),
    NAME_CONTROL_CHARACTER("name " + AdProblem.CONTROL_CHARACTER.rule()),
    NAME_UNTRIMMED("name " + AdProblem.UNTRIMMED.rule()),
    NAME_BROKEN_ESCAPE("name must have two hexadecimal digits after each percent sign"),
    NAME_BROKEN_UTF8("name must be valid UTF-8"),
    VALUE_NOT_A_NUMBER("value must be a whole number from 0 to " + ImpressionValue.MAX),
    VALUE_OUT_OF_RANGE("value must be a whole number from 0 to " + ImpressionValue.MAX),
    VALUE_BROKEN_ESCAPE("value must have two hexadecimal digits after each percent sign"),
    VALUE_BROKEN_UTF8("value must be valid UTF-8"),
    ID_INVALID("id " + BeaconId.RULE),
    BODY_TOO_LARGE("the body must have at most " + Rejection.MAX_BODY_BYTES + " bytes");

    public static final int MAX_BODY_BYTES = 64 * 1024;

    private final String error;

    Rejection(String error) {
        this.error = error;
    }

    /** In words, for whoever sent it; our own text, which needs no escapes. */
    public String error() {
        return error;
    }

    static Rejection of(AdProblem problem) {
        return switch (problem) {
            case BLANK -> NAME_BLANK;
            case TOO_LONG -> NAME_TOO_LONG;
            case CONTROL_CHARACTER -> NAME_CONTROL_CHARACTER;
            case UNTRIMMED -> NAME_UNTRIMMED;
        };
    }
}
