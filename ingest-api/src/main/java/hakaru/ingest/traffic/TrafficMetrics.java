package hakaru.ingest.traffic;

import hakaru.contract.Invalidity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts invalid impressions by reason. Safe for use by several threads. */
public final class TrafficMetrics {
    private static final String PREFIX = "INVALIDITY_";

    private final Map<Invalidity, Counter> counters = new EnumMap<>(Invalidity.class);

    public TrafficMetrics(MeterRegistry registry) {
        for (Invalidity reason : Invalidity.values()) {
            if (reason != Invalidity.INVALIDITY_NONE && reason != Invalidity.UNRECOGNIZED) {
                counters.put(reason, counter(registry, reason));
            }
        }
    }

    private static Counter counter(MeterRegistry registry, Invalidity reason) {
        return Counter.builder("hakaru.ingest.invalid")
                .tag("reason", reason.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT))
                .description(
                        "Beacons judged invalid; they are published and counted like the others, and among the invalid, too.")
                .register(registry);
    }

    void judged(Invalidity verdict) {
        Counter counter = counters.get(verdict);
        if (counter != null) {
            counter.increment();
        }
    }
}
