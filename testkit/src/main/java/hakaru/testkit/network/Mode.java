package hakaru.testkit.network;

/** How a wire fails. */
public enum Mode {
    /** Nothing passes, in neither direction, and nobody is told. */
    DROPPED,
    /** Each byte arrives late. */
    DELAYED,
    /** Each byte of an answer arrives late. */
    LATE_ANSWERS,
    /** The server's side is gone, and the client is not told. */
    HALF_OPEN,
    /** What the client sends arrives; no answer does. */
    ASYMMETRIC;

    boolean holdsRequests() {
        return this == DROPPED;
    }

    boolean delaysRequests() {
        return this == DELAYED;
    }

    boolean delaysAnswers() {
        return this == DELAYED || this == LATE_ANSWERS;
    }

    boolean holdsAnswers() {
        return this == DROPPED || this == ASYMMETRIC;
    }
}
