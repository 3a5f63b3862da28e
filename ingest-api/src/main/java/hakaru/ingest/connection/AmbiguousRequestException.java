package hakaru.ingest.connection;

/** Two readers of the same bytes may see different requests in them: what smuggles one past a proxy. */
public final class AmbiguousRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AmbiguousRequestException(String message) {
        // Whoever attacks shall not make us walk the stack.
        super(message, null, false, false);
    }
}
