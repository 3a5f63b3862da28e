package hakaru.kakeru;

/** The target does not take connections; the message says what was tried. */
final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
