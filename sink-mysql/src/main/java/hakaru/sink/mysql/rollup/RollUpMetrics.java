package hakaru.sink.mysql.rollup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Tells how far the seconds are rolled up, and for how long there are partitions. Safe for use by several threads. */
public final class RollUpMetrics {
    private final Clock clock;
    private final Timer steps;
    private final AtomicReference<Instant> rolledUpAsOf;
    private final AtomicReference<Double> daysAhead = new AtomicReference<>(Double.NaN);

    public RollUpMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.rolledUpAsOf = new AtomicReference<>(clock.instant());
        this.steps = Timer.builder("hakaru.sink.roll.up")
                .description(
                        "Time of a step that adds up to 20 seconds to minutes, hours and days; writers wait for it")
                .register(registry);
        TimeGauge.builder("hakaru.sink.roll.up.behind", this, TimeUnit.SECONDS, RollUpMetrics::secondsBehind)
                .description(
                        "Seconds that could be rolled up at the last step and were not, and those since; the views read them one by one")
                .register(registry);
        Gauge.builder("hakaru.sink.partitions.ahead", daysAhead, AtomicReference::get)
                .description(
                        "Days after today for which impressions_per_second has a partition; maintenance keeps it at 7")
                .register(registry);
    }

    public void stepped(Duration time, long secondsBehind) {
        steps.record(time);
        rolledUpAsOf.set(clock.instant().minusSeconds(secondsBehind));
    }

    /** Grows while steps fail. */
    private double secondsBehind() {
        return Duration.between(rolledUpAsOf.get(), clock.instant()).toSeconds();
    }

    public void daysAhead(long days) {
        daysAhead.set((double) days);
    }
}
