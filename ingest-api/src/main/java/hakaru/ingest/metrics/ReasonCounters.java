package hakaru.ingest.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Objects;

/**
 * Counts by reason: one counter for each constant of an enum, registered at once, so that a rate over all of them is right
 * from the first event on. Safe for use by several threads.
 */
public final class ReasonCounters<E extends Enum<E>> {
    private final EnumMap<E, Counter> counters;

    public ReasonCounters(MeterRegistry registry, String name, Class<E> reasons, String description) {
        counters = new EnumMap<>(reasons);
        for (E reason : reasons.getEnumConstants()) {
            Counter counter = Counter.builder(name)
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description(description)
                    .register(registry);
            counters.put(reason, counter);
        }
    }

    public long count(E reason) {
        return (long) Objects.requireNonNull(counters.get(reason)).count();
    }

    public void increment(E reason) {
        Objects.requireNonNull(counters.get(reason)).increment();
    }
}
