package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerLagMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LedgerLagMetrics metrics = new LedgerLagMetrics(registry, Clock.systemUTC());

    @Test
    void shouldTellTheLatestLagByTheSameGauges() {
        metrics.lag(Map.of(0, 7L, 1, 0L));
        Gauge gauge = lagOf(0);

        metrics.lag(Map.of(0, 8L, 1, 0L));

        assertThat(lagOf(0)).isSameAs(gauge);
        assertThat(gauge.value()).isEqualTo(8);
    }

    @Test
    void shouldHaveAGaugeForThePartitionsThereAre() {
        metrics.lag(Map.of(0, 7L));

        metrics.lag(Map.of(0, 7L, 1, 9L));
        assertThat(lagOf(1).value()).isEqualTo(9);

        metrics.lag(Map.of(1, 9L));
        assertThat(registry.get("hakaru.sink.ledger.lag.records").gauges()).containsExactly(lagOf(1));
    }

    private Gauge lagOf(int partition) {
        return registry.get("hakaru.sink.ledger.lag.records")
                .tag("partition", Integer.toString(partition))
                .gauge();
    }
}
