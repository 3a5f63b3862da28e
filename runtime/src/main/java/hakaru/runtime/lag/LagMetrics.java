package hakaru.runtime.lag;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was measured, and NaN instead of it once a measurement has failed or none has come for half a minute: an old
 * number is no number. Safe for use by several threads.
 */
final class LagMetrics {
    private static final Duration STALE = Duration.ofSeconds(30);
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final Clock clock;
    private final MultiGauge records;
    private final MultiGauge seconds;
    private final MultiGauge overtaken;
    private final MultiGauge members;
    private final MultiGauge retention;
    private final Counter failures;
    private volatile boolean failing;
    private volatile @Nullable Instant lastSuccess;

    LagMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        records = gauge(
                registry,
                "hakaru.consumer.lag.records",
                "Offsets of a partition from the oldest record that the group has not read to the end. NaN when unknown");
        seconds = gauge(
                registry,
                "hakaru.consumer.lag.seconds",
                "Age of the oldest record of a partition that the group has not read; 0 when there is none."
                        + " NaN when unknown");
        overtaken = gauge(
                registry,
                "hakaru.consumer.overtaken.records",
                "Offsets of a partition that Kafka deleted before the group read them; 0 is healthy. NaN when unknown");
        members = gauge(
                registry,
                "hakaru.consumer.group.members",
                "Members of the group, in all processes; 0 means that nobody reads. NaN when unknown");
        retention = gauge(
                registry,
                "hakaru.topic.retention.seconds",
                "How long the topic keeps a record; a lag beyond it is a loss. Absent when for ever, NaN when unknown");
        failures = Counter.builder("hakaru.consumer.lag.failures")
                .description("Measurements of the groups' lag that failed; the next one follows in seconds")
                .register(registry);
        Gauge.builder("hakaru.consumer.lag.last.success.timestamp.seconds", this, LagMetrics::lastSuccessSeconds)
                .description("When the groups' lag was last measured, in Unix time. NaN before the first time")
                .register(registry);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    void measured(Measurement measurement) {
        lastSuccess = clock.instant();
        failing = false;
        partitions(records, measurement, PartitionLag::records);
        partitions(seconds, measurement, lag -> lag.age().toMillis() / MILLIS);
        partitions(overtaken, measurement, PartitionLag::overtaken);
        register(members, "group", measurement.members(), Integer::doubleValue);
        register(retention, "topic", measurement.retention(), time -> time.toMillis() / MILLIS);
    }

    void failed() {
        failing = true;
        failures.increment();
    }

    private void partitions(MultiGauge gauge, Measurement measurement, ToDoubleFunction<PartitionLag> value) {
        List<Row<?>> rows = new ArrayList<>();
        measurement.lags().forEach((key, lag) -> {
            Tags tags = Tags.of(
                    "group",
                    key.group(),
                    "topic",
                    key.partition().topic(),
                    "partition",
                    Integer.toString(key.partition().partition()));
            rows.add(Row.of(tags, whileKnown(value.applyAsDouble(lag))));
        });
        gauge.register(rows, true);
    }

    private <T> void register(MultiGauge gauge, String label, Map<String, T> values, ToDoubleFunction<T> number) {
        List<Row<?>> rows = new ArrayList<>();
        values.forEach(
                (name, value) -> rows.add(Row.of(Tags.of(label, name), whileKnown(number.applyAsDouble(value)))));
        gauge.register(rows, true);
    }

    private Supplier<Number> whileKnown(double value) {
        return () -> isKnown() ? value : Double.NaN;
    }

    private boolean isKnown() {
        Instant last = lastSuccess;
        return !failing && last != null && clock.instant().isBefore(last.plus(STALE));
    }

    private double lastSuccessSeconds() {
        Instant last = lastSuccess;
        return last == null ? Double.NaN : last.toEpochMilli() / MILLIS;
    }
}
