package hakaru.runtime.lag;

import hakaru.runtime.management.GaugeFamily;
import hakaru.runtime.management.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was measured, and NaN instead of it once a measurement has failed or none has come for half a minute: an old
 * number is no number. Safe for use by several threads.
 */
final class LagMetrics {
    private static final Duration STALE = Duration.ofSeconds(30);
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final Meters meters;
    private final Clock clock;
    private final GaugeFamily<GroupPartition, PartitionLag> records;
    private final GaugeFamily<GroupPartition, PartitionLag> seconds;
    private final GaugeFamily<GroupPartition, PartitionLag> overtaken;
    private final GaugeFamily<String, Integer> members;
    private final GaugeFamily<String, Duration> retention;
    private final Counter failures;
    private volatile boolean failing;
    private volatile @Nullable Instant lastSuccess;

    /** A partition as one group reads it. */
    record GroupPartition(String group, TopicPartition partition) {}

    LagMetrics(MeterRegistry registry, Clock clock) {
        this.meters = new Meters(registry);
        this.clock = clock;
        records = ofPartition(
                "hakaru.consumer.lag.records",
                "Offsets of a partition from the oldest record that the group has not read to the end.",
                PartitionLag::records);
        seconds = ofPartition(
                "hakaru.consumer.lag.seconds",
                "Age of the oldest record of a partition that the group has not read; 0 when there is none.",
                lag -> lag.age().toMillis() / MILLIS);
        overtaken = ofPartition(
                "hakaru.consumer.overtaken.records",
                "Offsets of a partition that Kafka deleted before the group read them; 0 is healthy.",
                PartitionLag::overtaken);
        members = family(
                "hakaru.consumer.group.members",
                "Members of the group, in all processes; 0 means that nobody reads.",
                group -> Tags.of("group", group),
                Integer::doubleValue);
        retention = family(
                "hakaru.topic.retention.seconds",
                "How long the topic keeps a record; a lag beyond it is a loss. Absent when for ever,",
                topic -> Tags.of("topic", topic),
                time -> time.toMillis() / MILLIS);
        failures = failures();
        registerLastSuccess();
    }

    private Counter failures() {
        return meters.counter(
                "hakaru.consumer.lag.failures",
                "Measurements of the groups' lag that failed; the next one follows in seconds");
    }

    private void registerLastSuccess() {
        Gauge.builder("hakaru.consumer.lag.last.success.timestamp.seconds", this, LagMetrics::lastSuccessSeconds)
                .description("When the groups' lag was last measured, in Unix time. NaN before the first time")
                .register(meters.registry());
    }

    private GaugeFamily<GroupPartition, PartitionLag> ofPartition(
            String name, String description, ToDoubleFunction<PartitionLag> number) {
        return family(name, description, LagMetrics::tags, number);
    }

    /** @param description without what all have in common, that they are NaN when unknown */
    private <K, V> GaugeFamily<K, V> family(
            String name, String description, Function<K, Tags> tags, ToDoubleFunction<V> number) {
        return new GaugeFamily<>(
                MultiGauge.builder(name).description(description + " NaN when unknown"),
                meters.registry(),
                tags,
                value -> isKnown() ? number.applyAsDouble(value) : Double.NaN);
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
     * Tells what one look at the cluster has found.
     *
     * @param groupMembers how many members each group has; 0 when nobody reads
     * @param topicRetention how long each topic keeps a record, whoever has read it; absent when for ever
     */
    void measured(
            Map<GroupPartition, PartitionLag> lags,
            Map<String, Integer> groupMembers,
            Map<String, Duration> topicRetention) {
        records.set(lags);
        seconds.set(lags);
        overtaken.set(lags);
        members.set(groupMembers);
        retention.set(topicRetention);
        lastSuccess = clock.instant();
        failing = false;
    }

    void failed() {
        failing = true;
        failures.increment();
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
