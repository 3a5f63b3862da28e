package hakaru.sink;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how far the seconds are rolled up, and for how long there are partitions. Safe for use by several threads. */
final class RollUpMetrics {
    private final Timer steps;
    private final AtomicLong secondsBehind = new AtomicLong();
    private final AtomicLong daysAhead = new AtomicLong();

    RollUpMetrics(MeterRegistry registry) {
        this.steps = Timer.builder("hakaru.sink.roll.up")
                .description(
                        "Time of a step that adds up to 20 seconds to minutes, hours and days; writers wait for it")
                .register(registry);
        TimeGauge.builder("hakaru.sink.roll.up.behind", secondsBehind, TimeUnit.SECONDS, AtomicLong::get)
                .description("Seconds that could be rolled up and are not; the views read them one by one")
                .register(registry);
        Gauge.builder("hakaru.sink.partitions.ahead", daysAhead, AtomicLong::get)
                .description(
                        "Days after today for which impressions_per_second has a partition; maintenance keeps it at 7")
                .register(registry);
    }

    void stepped(Duration time, long secondsBehind) {
        steps.record(time);
        this.secondsBehind.set(secondsBehind);
    }

    void daysAhead(long days) {
        daysAhead.set(days);
    }
}
