package hakaru.ingest.publish;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * A partition as a way out for impressions: who leads it, how many wait there, and for how long. Safe for use by several
 * threads; times are {@code System.nanoTime}'s.
 */
final class PartitionQueue {
    private static final int NOBODY = -1;

    private final @Nullable Integer number;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile int leader = NOBODY;

    /** Not before the oldest impression that waits, and at most the length of an acknowledgement after it. */
    private volatile long waitingSince;

    /** What went there last was not acknowledged: one impression at a time finds out whether it is well again. */
    private volatile boolean doubtful;

    /** @param number none leaves the choice to the producer, for as long as the topic's partitions are not known */
    PartitionQueue(@Nullable Integer number) {
        this.number = number;
    }

    @Nullable
    Integer number() {
        return number;
    }

    /** Whoever leads it from now on is not to blame for what the former leader let wait. */
    void ledBy(@Nullable Node node) {
        int next = node == null ? NOBODY : node.id();
        if (next != leader) {
            leader = next;
            doubtful = false;
        }
    }

    boolean hasLeader() {
        return leader != NOBODY;
    }

    boolean sharesLeaderWith(PartitionQueue other) {
        return leader == other.leader;
    }

    void began(long now) {
        if (waiting.get() == 0) {
            waitingSince = now;
        }
        waiting.incrementAndGet();
    }

    /** An impression that began to wait at {@code begin} has left, and with it all before it: a partition keeps order. */
    void ended(long begin, boolean acknowledged) {
        if (doubtful == acknowledged) {
            doubtful = !acknowledged;
        }
        if (begin - waitingSince > 0) {
            waitingSince = begin;
        }
        waiting.decrementAndGet();
    }

    int waiting() {
        return waiting.get();
    }

    /** Whether an impression had better go elsewhere. */
    boolean isSlow(long now, long limit) {
        int some = waiting.get();
        return some > 0 && (doubtful || now - waitingSince >= limit);
    }

    /** How long the oldest has waited, in nanoseconds. */
    long age(long now) {
        return waiting.get() == 0 ? 0 : Math.max(0, now - waitingSince);
    }
}
