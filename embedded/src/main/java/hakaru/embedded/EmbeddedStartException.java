package hakaru.embedded;

/** Says in one line why an embedded server did not start; its message is fit to be shown to a user as it is. */
public final class EmbeddedStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EmbeddedStartException(String message) {
        super(inOneLine(message));
    }

    EmbeddedStartException(String message, Throwable cause) {
        super(inOneLine(message), cause);
    }

    private static String inOneLine(String message) {
        return message.strip().replaceAll("\\R\\s*", " ");
    }
}
