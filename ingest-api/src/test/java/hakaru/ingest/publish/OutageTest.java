package hakaru.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.ingest.producer.Unavailability;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final ManualClock clock = new ManualClock();
    private final Readiness readiness = new Readiness();
    private final PublishMetrics metrics = new PublishMetrics(new SimpleMeterRegistry());
    private final LogOf log = LogOf.type(Outage.class);
    private Outage outage;

    @BeforeEach
    void begin() {
        outage = new Outage(metrics, readiness, clock.monotonicTime());
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void shouldBeReadyAndSilentWithoutABeacon() {
        seconds(60, 0, 0);

        assertThat(readiness.isReady()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void shouldSayOnceThatBeaconsGet503AndOnceThatTheyDoNoMore() {
        seconds(3, 10, 0);
        seconds(30, 2, 5);
        assertThat(log.lines()).containsExactly("WARN Beacons get 503: 5 of 7 (stalled 5)");

        seconds(11, 10, 0);

        assertThat(log.lines())
                .hasSize(2)
                .last()
                .isEqualTo("INFO Beacons have got no 503 for 10 s; in the 30 s before, 150 of 310 did (stalled 150)");
    }

    @Test
    void shouldBeUnreadyWhileNothingIsAcknowledged() {
        seconds(2, 0, 5);
        assertThat(readiness.isReady()).isTrue();

        seconds(1, 0, 5);
        assertThat(readiness.reasons()).containsOnlyKeys("acknowledgements");

        seconds(1, 1, 5);
        assertThat(readiness.isReady()).isTrue();
    }

    @Test
    void shouldStayReadyWhileSomeAreAcknowledged() {
        seconds(60, 1, 100);

        assertThat(readiness.isReady()).isTrue();
    }

    /** A balancer that goes elsewhere leaves us nothing to find out with. */
    @Test
    void shouldBeReadyAgainWhenNobodyHasComeForAWhile() {
        seconds(5, 0, 5);
        seconds(9, 0, 0);
        assertThat(readiness.isReady()).isFalse();

        seconds(1, 0, 0);

        assertThat(readiness.isReady()).isTrue();
    }

    @Test
    void shouldNotBeUnreadyForTheFirstFailureAfterAQuietNight() {
        seconds(1, 1, 0);
        seconds(3_600, 0, 0);
        seconds(1, 0, 1);

        assertThat(readiness.isReady()).isTrue();
    }

    private void seconds(int count, int acknowledged, int unavailable) {
        for (int second = 0; second < count; second++) {
            for (int i = 0; i < acknowledged; i++) {
                metrics.begun();
                metrics.acknowledged(1);
            }
            for (int i = 0; i < unavailable; i++) {
                metrics.notAdmitted(Unavailability.STALLED);
            }
            clock.advance(Duration.ofSeconds(1));
            outage.look(clock.monotonicTime());
        }
    }
}
