package hakaru.aggregator;

/** The job cannot go on without a guess, which nobody but a person may make; the message says what to do. */
final class OperatorNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OperatorNeededException(String message) {
        super(message);
    }

    static OperatorNeededException deleted(int partition, long emittedTo, long beginning) {
        return new OperatorNeededException("impressions-" + partition + " begins at offset " + beginning
                + ", but is counted only up to " + emittedTo + ": Kafka deleted " + (beginning - emittedTo)
                + " records before they were counted. Restore them if you can; to go on without them, start once with"
                + " AGGREGATOR_ACCEPT_LOSS=true");
    }

    static OperatorNeededException setForward(int partition, long emittedTo) {
        return new OperatorNeededException("impressions-" + partition + " is counted only up to " + emittedTo
                + ", and more than one batch lies between that and the group's committed offset: the offsets were set"
                + " forward. Set them back to " + emittedTo + " or below: what is counted is passed over");
    }
}
