package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private final Traffic traffic = new Traffic(Mix.original(1), "run");

    @Test
    void shouldSendAProbeWithANameOfItsOwnAtEachInterval() {
        traffic.probeEvery(Duration.ofNanos(100));

        assertThat(traffic.isProbe(traffic.next(0))).isTrue();
        assertThat(traffic.isProbe(traffic.next(99))).isFalse();
        int second = traffic.next(100);

        assertThat(traffic.beacon(second).ad()).isEqualTo("kakeru-probe-run-2");
    }

    @Test
    void shouldSendNoProbesUnlessAsked() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(traffic.isProbe(traffic.next(i))).isFalse();
        }
        assertThat(traffic.beacons()).hasSize(3);
    }
}
