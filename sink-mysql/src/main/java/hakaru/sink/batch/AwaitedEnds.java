package hakaru.sink.batch;

import hakaru.runtime.kafka.TopicOffsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Remembers the ends of {@code impressions}, moment by moment, that the ledger has yet to reach. Under load it never
 * reaches those of now: it is asked about those of before. For one thread.
 */
public final class AwaitedEnds {
    /** While the ledger is far behind, the moments lie further and further apart. */
    private static final int MOST = 64;

    private final Deque<Moment> awaited = new ArrayDeque<>();

    private record Moment(Instant asked, TopicOffsets ends) {}

    /**
     * Takes the ends of a later moment. When the partitions are not those of before, what was asked about those is forgotten:
     * a partition that nobody asked about may have had impressions.
     *
     * @param asked not after the moment in which they ended there: whatever was acknowledged before it lies before the ends
     */
    public void add(Instant asked, TopicOffsets ends) {
        if (!awaited.isEmpty() && !areOfTheSamePartitions(awaited.getLast().ends(), ends)) {
            awaited.clear();
        }
        if (awaited.size() == MOST) {
            thinOut();
        }
        awaited.addLast(new Moment(asked, ends));
    }

    private static boolean areOfTheSamePartitions(TopicOffsets some, TopicOffsets others) {
        return some.topicId().equals(others.topicId())
                && some.byPartition().keySet().equals(others.byPartition().keySet());
    }

    /** Keeps every other one, and the oldest: that is reached first. */
    private void thinOut() {
        for (int pair = 0; pair < MOST / 2; pair++) {
            awaited.addLast(awaited.removeFirst());
            awaited.removeFirst();
        }
    }

    int size() {
        return awaited.size();
    }

    /** The latest moment before which everything acknowledged is counted. */
    public Optional<Instant> reachedBy(Ledger ledger) {
        Optional<Instant> reached = Optional.empty();
        for (Moment moment : awaited) {
            if (!ledger.hasReached(moment.ends())) {
                return reached;
            }
            reached = Optional.of(moment.asked());
        }
        return reached;
    }

    /** Asks no more about moments up to this one. */
    public void forget(Instant reached) {
        awaited.removeIf(moment -> !moment.asked().isAfter(reached));
    }
}
