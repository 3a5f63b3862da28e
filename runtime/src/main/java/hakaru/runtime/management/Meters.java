package hakaru.runtime.management;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;

/** Registers counters, each with what it means. Safe for use by several threads. */
public record Meters(MeterRegistry registry) {
    public Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** One counter for each value of a tag. */
    public MeterProvider<Counter> counters(String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }

    /** One counter for each constant of an enum. */
    public <E extends Enum<E>> ReasonCounters<E> counters(Class<E> reasons, String name, String description) {
        return new ReasonCounters<>(
                counters(name, description), "reason", EnumSet.allOf(reasons), ReasonCounters::lowerCase);
    }
}
