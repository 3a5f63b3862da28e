package hakaru.aggregator;

import java.time.Duration;

/**
 * Says how long a poll of a stream thread may take that brings nothing. Streams looks at every task after each poll, so a
 * job that has been idle for a while polls seldom. A record ends a poll at once; what may come later by the time of a
 * poll is a shutdown, and a partition taken over from a dead member. For one thread.
 */
final class PollTimeout {
    /** By then everything that came is committed, but for the slowest commits. */
    static final Duration QUIET = Duration.ofSeconds(10);

    static final Duration LONG = Duration.ofMillis(500);

    private long busyAt;

    /**
     * Begins as one that is busy.
     *
     * @param now in nanoseconds, monotonic
     */
    PollTimeout(long now) {
        busyAt = now;
    }

    /** Notes that a poll brought records. */
    void brought(long now) {
        busyAt = now;
    }

    /** Returns how long to wait; a poll that is not to wait stays one. */
    Duration of(Duration asked, long now) {
        boolean mayWait = !asked.isZero() && asked.compareTo(LONG) < 0;
        return mayWait && now - busyAt > QUIET.toNanos() ? LONG : asked;
    }
}
