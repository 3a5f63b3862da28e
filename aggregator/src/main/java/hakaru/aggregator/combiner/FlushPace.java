package hakaru.aggregator.combiner;

import java.time.Duration;

/**
 * Says when the tasks of one stream thread flush next: together, no sooner than the flush interval after the last commit
 * ended, and no sooner than that commit took. So one transaction carries the batches of all tasks, and however slow
 * Kafka is, no more than half of the thread's time goes into committing. A slow commit that ended quickly says that Kafka is
 * well again, and is believed once. Up to a quarter of a second, the pause follows what the last flush costs the sink: counts
 * are fresh where that is cheap, and spare the database where it is not. For one thread.
 *
 * <p>Streams' run loop gives each task half as many records a pass whenever the pass before had a punctuation or a commit
 * ({@code StreamThread.numIterations}); with flushes as often as commits end, each pass would have both.
 */
public final class FlushPace {
    /** The longest interval: an early batch must not keep its transaction open until Kafka ends it. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** The longest pause for the sake of the sink or of what is late; a longer one is a slow commit's, or was configured. */
    private static final Duration MODERATE = Duration.ofMillis(250);

    /** The pause by a batch of the last flush, whose row of the ledger is a statement of its own: taken for ten rows of counts. */
    private static final Duration BY_BATCH = Duration.ofNanos(500_000);

    /** The pause by a row of counts: some four times what the sink and its database do with one. */
    private static final Duration BY_ROW = Duration.ofNanos(50_000);

    /** From this age on, an impression is late: the thread, or Kafka, has more to do than it can, and flushes less often. */
    private static final Duration LATE = Duration.ofMillis(250);

    /** From this age on, it is one of a backlog. */
    private static final Duration OLD = Duration.ofSeconds(10);

    /** Between flushes of a backlog. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How many answers of Kafka's a commit waits for, one after the other; the last one is its end. */
    private static final int ANSWERS = 4;

    private final Duration interval;
    private final AggregatorMetrics metrics;
    private Duration inForce;
    private long committedAt;
    private Duration bySink = Duration.ZERO;
    private boolean late;
    private boolean trusting = true;

    public FlushPace(Duration interval, AggregatorMetrics metrics) {
        this.interval = interval;
        this.inForce = interval;
        this.metrics = metrics;
    }

    /** When to flush, in milliseconds since 1970-01-01T00:00:00Z. */
    public long nextFlush(long now) {
        return next(late ? longer(inForce, MODERATE) : inForce, now);
    }

    /**
     * When to flush what has the given timestamp; both in milliseconds since 1970-01-01T00:00:00Z. A backlog is flushed
     * seldom: half as many batches for Kafka and the sink, and to what has waited for long, a second is little. One late
     * impression is enough for all tasks, because a commit takes the time of the thread.
     */
    long nextFlush(long timestamp, long now) {
        long age = now - timestamp;
        late |= age >= LATE.toMillis();
        return age < OLD.toMillis() ? nextFlush(now) : next(longer(inForce, PATIENCE), now);
    }

    /** A clock that was set back must not put it off. */
    private long next(Duration pause, long now) {
        return Math.max(now, Math.min(committedAt, now) + pause.toMillis());
    }

    /** Whether something was emitted that is not committed. */
    public boolean hasOpenTransaction() {
        return !bySink.isZero();
    }

    /** Notes a batch that the next commit carries. */
    public void emitted(int rows) {
        bySink = bySink.plus(BY_BATCH).plus(BY_ROW.multipliedBy(rows));
    }

    /**
     * Notes the end of a commit.
     *
     * @param took from the first wait for acknowledgements to the end of the transaction
     * @param ending of it, the wait for Kafka to end the transaction
     */
    public void committed(Duration took, Duration ending, long now) {
        inForce = shorter(LONGEST, longer(longer(interval, shorter(MODERATE, bySink)), expected(took, ending)));
        committedAt = now;
        bySink = Duration.ZERO;
        late = false;
        metrics.committed(took, inForce);
    }

    /** How long the next commit will take, as far as this one tells. */
    private Duration expected(Duration took, Duration ending) {
        if (took.compareTo(longer(interval, MODERATE)) <= 0) {
            trusting = true;
            return took;
        }
        Duration byItsEnd = ending.multipliedBy(ANSWERS);
        if (trusting && byItsEnd.multipliedBy(2).compareTo(took) < 0) {
            trusting = false;
            return byItsEnd;
        }
        return took;
    }

    public void aborted() {
        bySink = Duration.ZERO;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
