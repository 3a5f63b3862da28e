package hakaru.ingest.http;

import hakaru.ingest.beacon.Rejection;
import hakaru.runtime.management.Meters;
import hakaru.runtime.management.ReasonCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what comes in: received = acknowledged + rejected + unavailable + in flight. Safe for use by several threads. */
final class HttpMetrics {
    private final Counter received;
    private final ReasonCounters<Rejection> rejected;
    private final ReasonCounters<Refusal> refused;

    HttpMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        received = meters.counter(
                "hakaru.ingest.received",
                "Beacons: GET or POST /hakaru, with the whole body if there is one."
                        + " received = acknowledged + rejected + unavailable + in flight.");
        rejected = meters.counters(
                Rejection.class,
                "hakaru.ingest.rejected",
                "Beacons answered with 400 or 413; nothing was published."
                        + " received = acknowledged + rejected + unavailable + in flight.");
        refused = meters.counters(
                Refusal.class,
                "hakaru.ingest.refused.requests",
                "Requests that are no beacons and got an error; not among those received.");
    }

    void received() {
        received.increment();
    }

    void rejected(Rejection reason) {
        rejected.increment(reason);
    }

    void refused(Refusal reason) {
        refused.increment(reason);
    }
}
