package hakaru.sink;

import hakaru.runtime.management.GaugeFamily;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells how far the ledger is behind, and how old <em>final to</em> is. Safe for use by several threads. */
final class LedgerLagMetrics {
    private final Clock clock;
    private final GaugeFamily<Integer, Long> lag;
    private final AtomicReference<@Nullable Instant> finalTo = new AtomicReference<>();

    LedgerLagMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.lag = new GaugeFamily<>(
                MultiGauge.builder("hakaru.sink.ledger.lag.records")
                        .description("Records of an impressions partition that its ledger has not counted: end offset -"
                                + " counted_to"),
                registry,
                partition -> Tags.of("partition", Integer.toString(partition)),
                Long::doubleValue);
        TimeGauge.builder("hakaru.sink.final.age", this, TimeUnit.MILLISECONDS, LedgerLagMetrics::millisSinceFinal)
                .description("Now - settlement.final_to, as it was read last: every beacon answered 200 before that is"
                        + " counted. NaN before the first")
                .register(registry);
    }

    private double millisSinceFinal() {
        Instant moment = finalTo.get();
        return moment == null
                ? Double.NaN
                : Math.max(0, Duration.between(moment, clock.instant()).toMillis());
    }

    void lag(Map<Integer, Long> recordsByPartition) {
        lag.set(recordsByPartition);
    }

    void finalTo(Instant moment) {
        finalTo.set(moment);
    }
}
