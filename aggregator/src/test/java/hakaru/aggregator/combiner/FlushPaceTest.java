package hakaru.aggregator.combiner;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushPaceTest {
    private static final long NOW = 1_800_000_000_000L;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FlushPace pace = paceOf(Duration.ofMillis(250));

    @Test
    void shouldFlushAtOnceBeforeTheFirstCommit() {
        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW);
    }

    @Test
    void shouldWaitForTheIntervalAfterAQuickCommit() {
        commit(Duration.ofMillis(20), NOW);

        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 250);
        assertThat(pace.nextFlush(NOW + 100)).isEqualTo(NOW + 250);
        assertThat(pace.nextFlush(NOW + 300)).isEqualTo(NOW + 300);
    }

    @Test
    void shouldPauseByBatchesAndRowsUpToAQuarterOfASecond() {
        FlushPace quick = paceOf(Duration.ofMillis(50));

        quick.emitted(1_000);
        quick.emitted(2_000);
        quick.committed(Duration.ZERO, Duration.ZERO, NOW);
        assertThat(quick.nextFlush(NOW)).isEqualTo(NOW + 151);

        for (int batch = 0; batch < 200; batch++) {
            quick.emitted(0);
        }
        quick.committed(Duration.ZERO, Duration.ZERO, NOW);
        assertThat(quick.nextFlush(NOW)).isEqualTo(NOW + 100);

        quick.emitted(100_000);
        quick.committed(Duration.ZERO, Duration.ZERO, NOW);
        assertThat(quick.nextFlush(NOW)).isEqualTo(NOW + 250);

        quick.committed(Duration.ZERO, Duration.ZERO, NOW);
        assertThat(quick.nextFlush(NOW)).isEqualTo(NOW + 50);
    }

    @Test
    void shouldForgetRowsThatAreNotCommitted() {
        FlushPace quick = paceOf(Duration.ofMillis(50));

        quick.emitted(100_000);
        quick.aborted();
        quick.committed(Duration.ZERO, Duration.ZERO, NOW);

        assertThat(quick.nextFlush(NOW)).isEqualTo(NOW + 50);
    }

    @Test
    void shouldKeepALongerIntervalHoweverManyRowsThereAre() {
        FlushPace seldom = paceOf(Duration.ofSeconds(1));

        seldom.emitted(100_000);
        seldom.committed(Duration.ofMillis(200), Duration.ofMillis(50), NOW);

        assertThat(seldom.nextFlush(NOW)).isEqualTo(NOW + 1_000);
    }

    @Test
    void shouldSpendNoMoreThanHalfOfTheTimeCommitting() {
        commit(Duration.ofSeconds(3), NOW);

        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 3_000);
        assertThat(registry.get("hakaru.aggregator.flush.interval.seconds")
                        .gauge()
                        .value())
                .isEqualTo(3);
    }

    @Test
    void shouldComeBackToTheIntervalWithACommitThatEndsQuickly() {
        pace.committed(Duration.ofSeconds(12), Duration.ofMillis(20), NOW);

        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 250);
    }

    @Test
    void shouldWaitForAsLongAsTheNextOneTakesByTheEndOfTheLast() {
        pace.committed(Duration.ofSeconds(12), Duration.ofMillis(500), NOW);

        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 2_000);
    }

    @Test
    void shouldBelieveAQuickEndOnceUntilACommitIsQuick() {
        pace.committed(Duration.ofSeconds(4), Duration.ofMillis(20), NOW);
        pace.committed(Duration.ofSeconds(4), Duration.ofMillis(20), NOW);
        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 4_000);

        pace.committed(Duration.ofSeconds(4), Duration.ofMillis(20), NOW);
        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 4_000);

        pace.committed(Duration.ofMillis(30), Duration.ofMillis(20), NOW);
        pace.committed(Duration.ofSeconds(4), Duration.ofMillis(20), NOW);
        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 250);
    }

    @Test
    void shouldComeBackToTheIntervalWhenKafkaIsQuickAgain() {
        commit(Duration.ofSeconds(3), NOW);
        commit(Duration.ofMillis(20), NOW + 6_000);

        assertThat(pace.nextFlush(NOW + 6_000)).isEqualTo(NOW + 6_250);
    }

    @Test
    void shouldNeverWaitForAsLongAsATransactionMayBeOpen() {
        commit(Duration.ofMinutes(1), NOW);

        assertThat(pace.nextFlush(NOW)).isEqualTo(NOW + 10_000);
    }

    @Test
    void shouldPutNothingOffWhenTheClockIsSetBack() {
        commit(Duration.ofMillis(20), NOW);

        assertThat(pace.nextFlush(NOW - 3_600_000)).isEqualTo(NOW - 3_600_000 + 250);
    }

    @Test
    void shouldFlushLessOftenWhileAnythingIsLate() {
        FlushPace quick = paceOf(Duration.ofMillis(50));
        quick.committed(Duration.ofMillis(20), Duration.ofMillis(5), NOW);

        assertThat(quick.nextFlush(NOW - 249, NOW)).isEqualTo(NOW + 50);
        assertThat(quick.nextFlush(NOW - 250, NOW)).isEqualTo(NOW + 250);
        assertThat(quick.nextFlush(NOW, NOW)).as("of another task").isEqualTo(NOW + 250);

        quick.committed(Duration.ofMillis(20), Duration.ofMillis(5), NOW);
        assertThat(quick.nextFlush(NOW, NOW)).isEqualTo(NOW + 50);
    }

    @Test
    void shouldFlushABacklogSeldom() {
        commit(Duration.ofMillis(20), NOW);

        assertThat(pace.nextFlush(NOW - 9_999, NOW)).isEqualTo(NOW + 250);
        assertThat(pace.nextFlush(NOW - 10_000, NOW)).isEqualTo(NOW + 1_000);

        commit(Duration.ofSeconds(3), NOW);

        assertThat(pace.nextFlush(NOW - 10_000, NOW)).isEqualTo(NOW + 3_000);
    }

    @Test
    void shouldKnowWhetherATransactionIsOpen() {
        pace.emitted(0);
        assertThat(pace.hasOpenTransaction()).isTrue();

        pace.committed(Duration.ZERO, Duration.ZERO, NOW);
        assertThat(pace.hasOpenTransaction()).isFalse();

        pace.emitted(0);
        pace.aborted();
        assertThat(pace.hasOpenTransaction()).isFalse();
    }

    private FlushPace paceOf(Duration interval) {
        return new FlushPace(interval, new AggregatorMetrics(registry));
    }

    /** As slow at its end as before. */
    private void commit(Duration took, long now) {
        pace.committed(took, took.dividedBy(4), now);
    }
}
