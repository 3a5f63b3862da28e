package hakaru.runtime;

/** A topic is absent or set up in a way that would lose or change records; a person must act. */
public final class UnfitTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitTopicException(String message) {
        super(message);
    }
}
