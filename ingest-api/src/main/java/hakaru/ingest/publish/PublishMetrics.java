package hakaru.ingest.publish;

import hakaru.ingest.producer.Unavailability;
import hakaru.runtime.management.Meters;
import hakaru.runtime.management.ReasonCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts what becomes of impressions: received - rejected = acknowledged + unavailable + in flight. Safe for use by several
 * threads.
 */
final class PublishMetrics {
    private final Timer latency;
    private final Counter acknowledged;
    private final ReasonCounters<Unavailability> unavailable;
    private final LongAdder inFlight = new LongAdder();
    private final Counter lateAcks;

    /** How many impressions were acknowledged, and how many were not, by reason. */
    record Totals(long acknowledged, Map<Unavailability, Long> unavailable) {
        Totals minus(Totals before) {
            Map<Unavailability, Long> difference = new EnumMap<>(Unavailability.class);
            unavailable.forEach(
                    (reason, count) -> difference.put(reason, count - before.unavailable.getOrDefault(reason, 0L)));
            return new Totals(acknowledged - before.acknowledged, difference);
        }

        long failed() {
            return unavailable.values().stream().mapToLong(Long::longValue).sum();
        }

        /** The reasons there were, with their numbers, for people. */
        String reasons() {
            return unavailable.entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(entry -> ReasonCounters.lowerCase(entry.getKey()) + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    PublishMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        acknowledged = meters.counter(
                "hakaru.ingest.acknowledged",
                "Beacons answered with 200 because Kafka has them on all in-sync replicas."
                        + " received = acknowledged + rejected + unavailable + in flight.");
        latency = latency(registry);
        unavailable = meters.counters(
                Unavailability.class,
                "hakaru.ingest.unavailable",
                "Beacons answered with 503 because Kafka did not take them, or would not have in time."
                        + " received = acknowledged + rejected + unavailable + in flight.");
        Gauge.builder("hakaru.ingest.in.flight", inFlight, LongAdder::sum)
                .description("Beacons that wait for Kafka: received, and not yet answered.")
                .register(registry);
        lateAcks = meters.counter(
                "hakaru.ingest.late.acks",
                "Impressions that Kafka acknowledged after their beacon was answered with 503:"
                        + " counted downstream, though not in acknowledged.");
    }

    private static Timer latency(MeterRegistry registry) {
        return Timer.builder("hakaru.ingest.ack.latency")
                .description("From receipt to Kafka's acknowledgement, of acknowledged beacons.")
                .serviceLevelObjectives(IntStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                        .mapToObj(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(registry);
    }

    void begun() {
        inFlight.increment();
    }

    void acknowledged(long nanos) {
        inFlight.decrement();
        acknowledged.increment();
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    void unavailable(Unavailability reason) {
        inFlight.decrement();
        unavailable.increment(reason);
    }

    /** So it was unavailable, and never in flight. */
    void notAdmitted(Unavailability reason) {
        unavailable.increment(reason);
    }

    void acknowledgedLate() {
        lateAcks.increment();
    }

    Totals totals() {
        Map<Unavailability, Long> reasons = new EnumMap<>(Unavailability.class);
        for (Unavailability reason : Unavailability.values()) {
            reasons.put(reason, unavailable.count(reason));
        }
        return new Totals((long) acknowledged.count(), reasons);
    }
}
