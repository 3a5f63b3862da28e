package hakaru.aggregator;

/** Records are gone from {@code impressions} that were never counted; a person must decide. */
final class InputLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputLostException(String message) {
        super(message);
    }

    static InputLostException deleted(int partition, long emittedTo, long beginning) {
        return new InputLostException("impressions-" + partition + " begins at offset " + beginning
                + ", but is counted only up to " + emittedTo + ": Kafka deleted " + (beginning - emittedTo)
                + " records before they were counted. Restore them if you can; to go on without them, start once with"
                + " AGGREGATOR_ACCEPT_LOSS=true");
    }
}
