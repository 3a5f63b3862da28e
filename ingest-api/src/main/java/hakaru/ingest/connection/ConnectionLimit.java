package hakaru.ingest.connection;

import hakaru.runtime.management.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;

/**
 * Counts the connections of all event loops and says when there are enough, and when all are to end. Safe for use by several
 * threads.
 */
public final class ConnectionLimit {
    private final int max;
    private final Semaphore places;
    private final Counter refused;
    private final Counter evicted;
    private final Counter timedOut;
    private volatile boolean draining;

    public ConnectionLimit(int max, MeterRegistry registry) {
        this.max = max;
        places = new Semaphore(max);
        Gauge.builder("hakaru.ingest.connections", places, free -> max - free.availablePermits())
                .description("Connections open now.")
                .register(registry);
        Meters meters = new Meters(registry);
        refused = meters.counter(
                "hakaru.ingest.connections.refused",
                "Connections closed at once because all places were taken by beacons in flight; they carried"
                        + " no request.");
        evicted = meters.counter(
                "hakaru.ingest.connections.evicted",
                "Connections closed to make room for new ones: incomplete requests first, then the longest quiet.");
        timedOut = meters.counter(
                "hakaru.ingest.connections.timed.out", "Connections closed because no complete request came in time.");
    }

    /** Takes a place, unless there is none left. */
    boolean take() {
        return places.tryAcquire();
    }

    /** Whether hardly a place is left. */
    boolean isTight() {
        return places.availablePermits() < max / 16;
    }

    /** From now on every answer is the last on its connection. */
    public void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void giveBack() {
        places.release();
    }

    void countRefused() {
        refused.increment();
    }

    void countEvicted() {
        evicted.increment();
    }

    void countTimedOut() {
        timedOut.increment();
    }
}
