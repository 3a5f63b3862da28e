package hakaru.runtime.lag;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.lag.LagMetrics.GroupPartition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagMetricsTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Map<GroupPartition, PartitionLag> LAGS =
            Map.of(partition(3), new PartitionLag(7, Duration.ofMillis(1_500), 2));
    private static final Map<String, Integer> MEMBERS = Map.of("readers", 4);
    private static final Map<String, Duration> RETENTION = Map.of("books", Duration.ofHours(1));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock();
    private final LagMetrics metrics = new LagMetrics(registry, clock);

    @Test
    void shouldTellWhatWasMeasuredAndWhen() {
        metrics.measured(LAGS, MEMBERS, RETENTION);

        assertThat(partition("hakaru.consumer.lag.records")).isEqualTo(7);
        assertThat(partition("hakaru.consumer.lag.seconds")).isEqualTo(1.5);
        assertThat(partition("hakaru.consumer.overtaken.records")).isEqualTo(2);
        assertThat(value("hakaru.consumer.group.members", "group", "readers")).isEqualTo(4);
        assertThat(value("hakaru.topic.retention.seconds", "topic", "books")).isEqualTo(3_600);
        assertThat(lastSuccess()).isEqualTo(NOON.getEpochSecond());
        assertThat(failures()).isZero();
    }

    @Test
    void shouldTellTheLatestMeasurementByTheSameGauges() {
        metrics.measured(LAGS, MEMBERS, RETENTION);
        Gauge gauge = gauge("hakaru.consumer.lag.records", 3);

        metrics.measured(Map.of(partition(3), new PartitionLag(8, Duration.ZERO, 0)), MEMBERS, RETENTION);

        assertThat(gauge("hakaru.consumer.lag.records", 3)).isSameAs(gauge);
        assertThat(gauge.value()).isEqualTo(8);
    }

    @Test
    void shouldHaveAGaugeForThePartitionsThereAre() {
        metrics.measured(LAGS, MEMBERS, RETENTION);

        metrics.measured(Map.of(partition(4), new PartitionLag(9, Duration.ZERO, 0)), Map.of(), RETENTION);

        assertThat(registry.get("hakaru.consumer.lag.records").gauges()).hasSize(1);
        assertThat(gauge("hakaru.consumer.lag.records", 4).value()).isEqualTo(9);
        assertThat(registry.find("hakaru.consumer.group.members").gauges()).isEmpty();
    }

    @Test
    void shouldKnowNothingAfterAFailureUntilTheNextSuccess() {
        metrics.measured(LAGS, MEMBERS, RETENTION);
        metrics.failed();

        assertThat(partition("hakaru.consumer.lag.records")).isNaN();
        assertThat(partition("hakaru.consumer.lag.seconds")).isNaN();
        assertThat(value("hakaru.consumer.group.members", "group", "readers")).isNaN();
        assertThat(failures()).isEqualTo(1);
        assertThat(lastSuccess()).isEqualTo(NOON.getEpochSecond());

        metrics.measured(LAGS, MEMBERS, RETENTION);
        assertThat(partition("hakaru.consumer.lag.records")).isEqualTo(7);
    }

    @Test
    void shouldKnowNothingWhenMeasurementsHang() {
        metrics.measured(LAGS, MEMBERS, RETENTION);

        clock.now = NOON.plusSeconds(29);
        assertThat(partition("hakaru.consumer.lag.seconds")).isEqualTo(1.5);
        clock.now = NOON.plusSeconds(30);
        assertThat(partition("hakaru.consumer.lag.seconds")).isNaN();
    }

    @Test
    void shouldHaveNoLastSuccessBeforeTheFirst() {
        assertThat(lastSuccess()).isNaN();
    }

    private static GroupPartition partition(int number) {
        return new GroupPartition("readers", new TopicPartition("books", number));
    }

    private Gauge gauge(String name, int partition) {
        return registry.get(name)
                .tags("group", "readers", "topic", "books", "partition", Integer.toString(partition))
                .gauge();
    }

    private double partition(String name) {
        return gauge(name, 3).value();
    }

    private double value(String name, String label, String value) {
        return registry.get(name).tag(label, value).gauge().value();
    }

    private double lastSuccess() {
        return registry.get("hakaru.consumer.lag.last.success.timestamp.seconds")
                .gauge()
                .value();
    }

    private double failures() {
        return registry.get("hakaru.consumer.lag.failures").counter().count();
    }

    private static final class SettableClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
