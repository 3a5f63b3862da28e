package hakaru.ingest.http;

import hakaru.contract.AdProblem;
import hakaru.contract.BeaconId;
import hakaru.contract.ImpressionValue;

/** Why a beacon is not an impression, and the answer it gets: the parameter and the rule it breaks. */
enum Rejection {
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
    BODY_TOO_LARGE(BeaconAnswers.bodyTooLarge());

    @SuppressWarnings("ImmutableEnumChecker") // It is: the headers are read-only and nobody writes to the body.
    private final Answer answer;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Answer picture;

    Rejection(String error) {
        this(BeaconAnswers.rejected(error), BeaconAnswers.rejectedPicture(error));
    }

    /** No {@code img} sends a body. */
    Rejection(Answer answer) {
        this(answer, answer);
    }

    Rejection(Answer answer, Answer picture) {
        this.answer = answer;
        this.picture = picture;
    }

    Answer answer() {
        return answer;
    }

    /** For an {@code img}, which shows a picture whatever the status is. */
    Answer picture() {
        return picture;
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
