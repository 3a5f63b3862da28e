package hakaru.runtime.lag;

import hakaru.runtime.lag.LagSnapshot.GroupPartition;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    private volatile LagSnapshot latest = LagSnapshot.NONE;
    private volatile boolean failing;
    private volatile @Nullable Instant lastSuccess;

    LagMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        records = gauge(
                registry,
                "hakaru.consumer.lag.records",
                "Offsets of a partition from the oldest record that the group has not read to the end. NaN when"
                        + " unknown");
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

    void measured(LagSnapshot measurement) {
        LagSnapshot former = latest;
        latest = measurement;
        lastSuccess = clock.instant();
        failing = false;
        partitions(records, former, PartitionLag::records);
        partitions(seconds, former, lag -> lag.age().toMillis() / MILLIS);
        partitions(overtaken, former, PartitionLag::overtaken);
        keep(members, former, LagSnapshot::members, group -> Tags.of("group", group), Integer::doubleValue);
        keep(
                retention,
                former,
                LagSnapshot::retention,
                topic -> Tags.of("topic", topic),
                time -> time.toMillis() / MILLIS);
    }

    void failed() {
        failing = true;
        failures.increment();
    }

    private void partitions(MultiGauge gauge, LagSnapshot former, ToDoubleFunction<PartitionLag> number) {
        keep(gauge, former, LagSnapshot::lags, LagMetrics::tags, number);
    }

    private static Tags tags(GroupPartition key) {
        return Tags.of(
                "group",
                key.group(),
                "topic",
                key.partition().topic(),
                "partition",
                Integer.toString(key.partition().partition()));
    }

    /**
     * Has a gauge for each key, which reads the latest measurement. With many partitions, making gauges anew would cost more
     * than measuring.
     */
    private <K, V> void keep(
            MultiGauge gauge,
            LagSnapshot former,
            Function<LagSnapshot, Map<K, V>> values,
            Function<K, Tags> tags,
            ToDoubleFunction<V> number) {
        Set<K> keys = values.apply(latest).keySet();
        if (keys.equals(values.apply(former).keySet())) {
            return;
        }
        List<Row<?>> rows = new ArrayList<>();
        keys.forEach(key -> rows.add(
                Row.of(tags.apply(key), () -> known(values.apply(latest).get(key), number))));
        gauge.register(rows);
    }

    private <V> double known(@Nullable V value, ToDoubleFunction<V> number) {
        return value != null && isKnown() ? number.applyAsDouble(value) : Double.NaN;
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
