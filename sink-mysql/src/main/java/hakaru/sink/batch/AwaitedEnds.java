package hakaru.sink.batch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The ends of {@code impressions}, moment by moment, that the ledger has yet to reach. Under load it never reaches those of
 * now: it is asked about those of before. For one thread.
 */
public final class AwaitedEnds {
    /** While the ledger is far behind, the moments lie further and further apart. */
    private static final int MOST = 64;

    private final Deque<TopicEnds> awaited = new ArrayDeque<>();

    /**
     * Takes the ends of a later moment. When the partitions are not those of before, what was asked about those is forgotten:
     * a partition that nobody asked about may have had impressions.
     */
    public void add(TopicEnds ends) {
        if (!awaited.isEmpty() && !awaited.getLast().areOfTheSamePartitionsAs(ends)) {
            awaited.clear();
        }
        if (awaited.size() == MOST) {
            thinOut();
        }
        awaited.addLast(ends);
    }

    /** Keeps every other one, and the oldest: that is reached first. */
    private void thinOut() {
        boolean keep = true;
        for (Iterator<TopicEnds> ends = awaited.iterator(); ends.hasNext(); keep = !keep) {
            ends.next();
            if (!keep) {
                ends.remove();
            }
        }
    }

    int size() {
        return awaited.size();
    }

    /** The latest moment before which everything acknowledged is counted. */
    public Optional<Instant> reachedBy(Ledger ledger) {
        Optional<Instant> reached = Optional.empty();
        for (TopicEnds ends : awaited) {
            if (!ends.areReachedBy(ledger)) {
                return reached;
            }
            reached = Optional.of(ends.asked());
        }
        return reached;
    }

    /** Asks no more about moments up to this one. */
    public void forget(Instant reached) {
        awaited.removeIf(ends -> !ends.asked().isAfter(reached));
    }
}
