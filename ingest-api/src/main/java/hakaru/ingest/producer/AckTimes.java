package hakaru.ingest.producer;

import java.time.Duration;

/**
 * The times that follow from how long a beacon may wait for its answer, in the order in which they pass: a partition is
 * avoided, answers count as late, a request is tried elsewhere, nothing more is admitted, the producer gives up, the beacon
 * is answered.
 */
public record AckTimes(Duration answer) {
    private static final Duration LONGEST_TICK = Duration.ofMillis(100);

    /** A partition that acknowledges nothing for so long gets no new impressions while others do. */
    public Duration slow() {
        return answer.dividedBy(20);
    }

    /** When not one acknowledgement comes sooner, more is offered than can be served. */
    public Duration late() {
        return answer.dividedBy(10);
    }

    /** For one request of the producer: half, so that a broker that hangs leaves time for another way. */
    public Duration request() {
        return answer.dividedBy(2);
    }

    /**
     * When nothing at all is acknowledged for so long, it is a stall. Most of a beacon's time, because three brokers need
     * some seconds to do without one of them, and what waits meanwhile gets its 200.
     */
    public Duration stall() {
        return answer.multipliedBy(8).dividedBy(10);
    }

    /** Before the client is told, so that what is answered with 503 is not delivered minutes later. */
    public Duration delivery() {
        return answer.multipliedBy(9).dividedBy(10);
    }

    /** How often to look for what is overdue. */
    public Duration tick() {
        Duration slow = slow();
        return slow.compareTo(LONGEST_TICK) < 0 ? slow : LONGEST_TICK;
    }
}
