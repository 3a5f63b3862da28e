package hakaru.aggregator.streams;

import java.time.Duration;

/**
 * Says when the tasks of one stream thread flush next: together, no sooner than the flush interval after the last commit
 * ended, and no sooner than that commit took. So one transaction carries the batches of all tasks, and however slow
 * Kafka is, no more than half of the thread's time goes into committing. A slow commit that ended quickly says that Kafka is
 * well again, and is believed once. For one thread.
 *
 * <p>Streams' run loop gives each task half as many records a pass whenever the pass before had a punctuation or a commit
 * ({@code StreamThread.numIterations}); with flushes as often as commits end, each pass would have both.
 */
public final class FlushPace {
    /** The longest interval: an early batch must not keep its transaction open until Kafka ends it. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** From this age on, an impression is one of a backlog. */
    private static final Duration OLD = Duration.ofSeconds(10);

    /** Between flushes of a backlog. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How many answers of Kafka's a commit waits for, one after the other; the last one is its end. */
    private static final int ANSWERS = 4;

    private final Duration interval;
    private final AggregatorMetrics metrics;
    private Duration inForce;
    private long committedAt;
    private boolean transactionOpen;
    private boolean trusting = true;

    public FlushPace(Duration interval, AggregatorMetrics metrics) {
        this.interval = interval;
        this.inForce = interval;
        this.metrics = metrics;
    }

    /** When to flush, in milliseconds since 1970-01-01T00:00:00Z. */
    long nextFlush(long now) {
        return next(inForce, now);
    }

    /**
     * When to flush what has the given timestamp; both in milliseconds since 1970-01-01T00:00:00Z. A backlog is flushed
     * seldom: half as many batches for Kafka and the sink, and to what has waited for long, a second is little.
     */
    long nextFlush(long timestamp, long now) {
        return now - timestamp < OLD.toMillis() ? nextFlush(now) : next(longer(inForce, PATIENCE), now);
    }

    /** A clock that was set back must not put it off. */
    private long next(Duration pause, long now) {
        return Math.max(now, Math.min(committedAt, now) + pause.toMillis());
    }

    /** Whether something was sent that is not committed. */
    boolean hasOpenTransaction() {
        return transactionOpen;
    }

    void began() {
        transactionOpen = true;
    }

    /**
     * Notes the end of a commit.
     *
     * @param took from the first wait for acknowledgements to the end of the transaction
     * @param ending of it, the wait for Kafka to end the transaction
     */
    void committed(Duration took, Duration ending, long now) {
        transactionOpen = false;
        inForce = shorter(LONGEST, longer(interval, expected(took, ending)));
        committedAt = now;
        metrics.committed(took, inForce);
    }

    /** How long the next commit will take, as far as this one tells. */
    private Duration expected(Duration took, Duration ending) {
        if (took.compareTo(interval) <= 0) {
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

    void aborted() {
        transactionOpen = false;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
