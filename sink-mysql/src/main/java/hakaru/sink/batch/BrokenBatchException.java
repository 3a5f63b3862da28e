package hakaru.sink.batch;

/** A record of {@code impression-counts} says nothing that could be counted; the message says why. */
final class BrokenBatchException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenBatchException(String message) {
        super(message);
    }

    BrokenBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
