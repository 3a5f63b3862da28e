package hakaru.report;

import hakaru.runtime.kafka.TopicOffsets;

/**
 * What the API accepted against what MySQL has: {@code accepted = counted + repeated + rejected + onTheWay}.
 *
 * @param accepted records of the topic impressions, ever
 * @param counted impressions in MySQL
 * @param repeated records that repeat a counted one of the same ad and id
 * @param rejected records that could not be counted, kept in impressions-rejected
 * @param onTheWay accepted, and not yet in any of them
 */
record Books(long accepted, long counted, long repeated, long rejected, long onTheWay, State state) {
    /** Whether the books balance. */
    enum State {
        BALANCED,
        ON_THE_WAY,
        /** The ledger has passed records that are in no sum: a bug, or an operator's doing. */
        WRONG
    }

    /**
     * Compares the ends of the topic with the ledger about it. The ledger was read first, so that it is never ahead. An offset
     * is given once, and what retention has deleted keeps its own: so the ends add up to all that was ever published.
     */
    static Books of(TopicOffsets ends, Counts counts) {
        Counts.Ledger ledger = counts.ledgers().getOrDefault(ends.topicId(), Counts.Ledger.EMPTY);
        long accepted = ends.sum();
        long onTheWay = accepted - ledger.countedTo();
        boolean exact = ledger.countedTo() == ledger.passed() && onTheWay >= 0;
        State whenExact = onTheWay == 0 ? State.BALANCED : State.ON_THE_WAY;
        State state = exact ? whenExact : State.WRONG;
        return new Books(accepted, ledger.impressions(), ledger.repeated(), ledger.rejected(), onTheWay, state);
    }
}
