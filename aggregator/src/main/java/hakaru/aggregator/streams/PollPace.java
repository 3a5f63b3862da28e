package hakaru.aggregator.streams;

import java.time.Duration;

/**
 * Says how long a stream thread waits before a poll, and within one. Streams looks at every task after each poll, twice when
 * it brought something; with many partitions, polls that bring a few records each would take more of the thread's time than
 * counting does. For one thread.
 */
final class PollPace {
    /** From the end of a poll that brought few records to the next one; the default flush interval has ten of them. */
    static final Duration GAP = Duration.ofMillis(5);

    /** Who brings so many has a backlog, which does not wait. */
    static final int MANY = 1_000;

    /** When none have come for so long, all that came is committed, but for the slowest commits. */
    static final Duration QUIET = Duration.ofSeconds(10);

    /**
     * How long a poll may then take that brings nothing. A record ends it at once; what may come later by it is a shutdown,
     * and a partition taken over from a dead member.
     */
    static final Duration LONG = Duration.ofMillis(500);

    private long busyAt;
    private long gapFrom;

    /**
     * Begins as one that is busy.
     *
     * @param now in nanoseconds, monotonic
     */
    PollPace(long now) {
        busyAt = now;
        gapFrom = now - GAP.toNanos();
    }

    /** Notes how many records a poll brought. */
    void brought(int records, long now) {
        if (records > 0) {
            busyAt = now;
        }
        gapFrom = records > 0 && records < MANY ? now : now - GAP.toNanos();
    }

    /** Returns the nanoseconds to wait before the next poll, which may be none or less. */
    long pause(long now) {
        return gapFrom + GAP.toNanos() - now;
    }

    /** Returns how long a poll may wait for records; one that is not to wait stays one. */
    Duration timeout(Duration asked, long now) {
        boolean mayWait = !asked.isZero() && asked.compareTo(LONG) < 0;
        return mayWait && now - busyAt > QUIET.toNanos() ? LONG : asked;
    }
}
