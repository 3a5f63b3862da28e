package hakaru.ingest.publish;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * A partition as a way out for impressions: who leads it, how many wait there, and for how long. Safe for use by several
 * threads; times are {@code System.nanoTime}'s.
 */
final class PartitionQueue {
    /** Left to the producer, for as long as the topic's partitions are not known. */
    private static final int ANY = -1;

    private static final int NOBODY = -1;

    private final int number;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile int leader = NOBODY;

    /** Not before the oldest impression that waits, and at most the length of an acknowledgement after it. */
    private volatile long waitingSince;

    /** What went there last was not acknowledged: one impression at a time finds out whether it is well again. */
    private volatile boolean doubtful;

    PartitionQueue(int number) {
        this.number = number;
    }

    static PartitionQueue any() {
        return new PartitionQueue(ANY);
    }

    /** For the producer: none lets it choose. */
    @Nullable
    Integer number() {
        return number == ANY ? null : number;
    }

    int order() {
        return number;
    }

    boolean is(int other) {
        return number == other;
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
