package hakaru.runtime.management;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts by reason: one counter for each, registered at once, so that a rate over all of them is right from the first event
 * on. Safe for use by several threads.
 */
public final class ReasonCounters<E extends Enum<E>> {
    private final Map<E, Counter> counters;

    /**
     * Registers the counters.
     *
     * @param tag whose value is the reason's label
     * @param reasons at least one
     */
    public ReasonCounters(MeterProvider<Counter> family, String tag, Set<E> reasons, Function<E, String> label) {
        Map<E, Counter> registered = reasons.stream()
                .collect(Collectors.toMap(reason -> reason, reason -> family.withTag(tag, label.apply(reason))));
        counters = new EnumMap<>(registered);
    }

    /** The label that a reason mostly has. */
    public static String lowerCase(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    public long count(E reason) {
        return (long) of(reason).count();
    }

    public void increment(E reason) {
        of(reason).increment();
    }

    private Counter of(E reason) {
        return Objects.requireNonNull(counters.get(reason));
    }
}
