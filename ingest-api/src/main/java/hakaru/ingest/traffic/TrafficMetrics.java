package hakaru.ingest.traffic;

import hakaru.contract.InvalidReason;
import hakaru.contract.Invalidity;
import hakaru.runtime.management.Meters;
import hakaru.runtime.management.ReasonCounters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;

/** Counts invalid impressions by reason. Safe for use by several threads. */
public final class TrafficMetrics {
    private final ReasonCounters<Invalidity> invalid;

    public TrafficMetrics(MeterRegistry registry) {
        invalid = new ReasonCounters<>(
                new Meters(registry)
                        .counters(
                                "hakaru.ingest.invalid",
                                "Beacons judged invalid; they are published and counted like the others, and among the"
                                        + " invalid, too."),
                "reason",
                EnumSet.complementOf(EnumSet.of(Invalidity.INVALIDITY_NONE, Invalidity.UNRECOGNIZED)),
                InvalidReason::nameOf);
    }

    void judged(Invalidity verdict) {
        if (verdict != Invalidity.INVALIDITY_NONE) {
            invalid.increment(verdict);
        }
    }
}
