package hakaru.sink.mysql.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RollUpMetricsTest {
    private final SteppedClock clock = new SteppedClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RollUpMetrics metrics = new RollUpMetrics(registry, clock);

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private double behind() {
        return registry.get("hakaru.sink.roll.up.behind").timeGauge().value();
    }

    @Test
    void shouldGrowWhileNoStepSucceeds() {
        clock.now = clock.now.plusSeconds(700);

        assertThat(behind()).isEqualTo(700);
    }

    @Test
    void shouldSayWhatTheLastStepLeftAndTheTimeSince() {
        clock.now = clock.now.plusSeconds(700);
        metrics.stepped(Duration.ofMillis(5), 40);
        clock.now = clock.now.plusSeconds(3);

        assertThat(behind()).isEqualTo(43);
    }
}
