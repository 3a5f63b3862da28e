package hakaru.aggregator.start;

/** The job cannot go on without a guess, which nobody but a person may make; the message says what to do. */
public final class OperatorNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OperatorNeededException(String message) {
        super(message);
    }

    public static OperatorNeededException deleted(int partition, long emittedTo, long beginning) {
        return new OperatorNeededException("impressions-" + partition + " begins at offset " + beginning
                + ", but is counted only up to " + emittedTo + ": Kafka deleted " + (beginning - emittedTo)
                + " records before they were counted. Restore them if you can; to go on without them, start once with"
                + " AGGREGATOR_ACCEPT_LOSS=true");
    }

    static OperatorNeededException createdAgain(String counts, String before, String now) {
        return new OperatorNeededException(counts + " was deleted and created again while the job ran (its id was "
                + before + ", and is " + now + "): with it went the note of how far impressions are emitted, and the"
                + " counts that MySQL had not taken yet. Stop the sinks and the aggregators, and follow \"A topic was"
                + " created again\" in the runbook");
    }
}
