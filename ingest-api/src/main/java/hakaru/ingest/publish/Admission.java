package hakaru.ingest.publish;

import hakaru.ingest.producer.AckTimes;
import hakaru.ingest.producer.Unavailability;
import java.util.Optional;

/**
 * Decides for one event loop whether another impression may wait for Kafka. At most {@code window} do: all there is room
 * for, usually. It is what Kafka acknowledges in {@link AckTimes#late()} when acknowledgements take longer than that, and
 * a few probes when none have come for {@link AckTimes#stall()}; each acknowledgement admits one more again, which
 * doubles the window in the time that one takes, as TCP's slow start does. Times are in nanoseconds. Confined to its event
 * loop.
 */
final class Admission {
    /** Enough to see Kafka come back, too few to make anybody wait. */
    static final int PROBES = 4;

    /** What overload cannot take away: a cluster that is merely far away must not be throttled to nothing. */
    static final int FLOOR = 512;

    private final int max;
    private final long late;
    private final long stall;
    private final long roundsInLate;
    private int window;
    private int waiting;
    private Unavailability cause = Unavailability.OVERLOADED;

    /** What came in since the last look: how many acknowledgements, and how long the quickest took. */
    private int acknowledged;

    private long quickest = Long.MAX_VALUE;

    /** Long before anything began, until there is one. */
    private long lastAcknowledged = Long.MIN_VALUE / 2;

    /** @param max impressions that may wait at a time on this event loop */
    Admission(int max, AckTimes times) {
        this.max = max;
        this.window = max;
        this.late = times.late().toNanos();
        this.stall = times.stall().toNanos();
        this.roundsInLate = Math.max(1, times.late().dividedBy(times.tick()));
    }

    /** Why an impression is not admitted whose partition has acknowledged nothing for so long; none admits it. */
    Optional<Unavailability> unavailability(long age) {
        if (age >= stall) {
            onlyProbe();
            return Optional.of(cause);
        }
        return waiting < window ? Optional.empty() : Optional.of(cause);
    }

    /** Why an impression is not admitted that may go to this partition only; the others may be well all the while. */
    Optional<Unavailability> unavailabilityOfBound(PartitionQueue partition, long now) {
        if (partition.isSlow(now, stall)) {
            return Optional.of(Unavailability.STALLED);
        }
        return waiting < window ? Optional.empty() : Optional.of(cause);
    }

    void began() {
        waiting++;
    }

    void answered() {
        waiting--;
    }

    /** Also for one that was answered long ago: Kafka lives. */
    void acknowledged(long begin, long now) {
        window = Math.min(max, window + 1);
        acknowledged++;
        quickest = Math.min(quickest, now - begin);
        lastAcknowledged = now;
    }

    /** An impression still waits, or waited in vain: a stall, unless any was acknowledged since it began. */
    void waited(long begin, long now) {
        if (now - begin >= stall && lastAcknowledged - begin < 0) {
            onlyProbe();
        }
    }

    /** To be called every {@link AckTimes#tick()}. */
    void look() {
        if (acknowledged > 0 && quickest > late) {
            long served = acknowledged * roundsInLate;
            // Halved at most: one round may have seen only the first few of many.
            long next = Math.max(Math.max(served, FLOOR), window / 2);
            window = (int) Math.min(window, next);
            cause = Unavailability.OVERLOADED;
        }
        acknowledged = 0;
        quickest = Long.MAX_VALUE;
    }

    private void onlyProbe() {
        window = Math.min(PROBES, max);
        cause = Unavailability.STALLED;
    }
}
