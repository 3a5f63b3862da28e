package hakaru.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Registers meters, each with what it means. Safe for use by several threads. */
public record Meters(MeterRegistry registry) {
    public Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
