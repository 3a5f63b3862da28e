package hakaru.aggregator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollPaceTest {
    private static final Duration ASKED = Duration.ofMillis(50);

    /** The monotonic clock may be anywhere, and pass over. */
    private static final long BEGIN = Long.MAX_VALUE - 1;

    private static final long QUIET = BEGIN + PollPace.QUIET.toNanos() + 1;

    private final PollPace pace = new PollPace(BEGIN);

    @Test
    void shouldWaitForRecordsAsLongAsAskedWhileTheyCome() {
        assertThat(pace.timeout(ASKED, QUIET - 1)).isEqualTo(ASKED);
    }

    @Test
    void shouldWaitLongWhenNoneHaveCome() {
        pace.brought(0, QUIET - 1);

        assertThat(pace.timeout(ASKED, QUIET)).isEqualTo(PollPace.LONG);
    }

    @Test
    void shouldWaitAsLongAsAskedOnceTheyComeAgain() {
        pace.brought(1, QUIET);

        assertThat(pace.timeout(ASKED, QUIET + 1)).isEqualTo(ASKED);
    }

    @Test
    void shouldNotWaitWhereStreamsDoesNot() {
        assertThat(pace.timeout(Duration.ZERO, QUIET)).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldNotShortenAnOperatorsWait() {
        assertThat(pace.timeout(Duration.ofSeconds(2), QUIET)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldPauseAfterAPollThatBroughtLittle() {
        pace.brought(1, BEGIN);

        assertThat(pace.pause(BEGIN + 1)).isEqualTo(PollPace.GAP.toNanos() - 1);
        assertThat(pace.pause(BEGIN + PollPace.GAP.toNanos())).isZero();
    }

    @Test
    void shouldNotPauseAtFirst() {
        assertThat(pace.pause(BEGIN)).isNotPositive();
    }

    @Test
    void shouldNotPauseInABacklog() {
        pace.brought(1, BEGIN);
        pace.brought(PollPace.MANY, BEGIN + 1);

        assertThat(pace.pause(BEGIN + 1)).isNotPositive();
    }

    @Test
    void shouldNotPauseAfterAPollThatHasWaitedInVain() {
        pace.brought(1, BEGIN);
        pace.brought(0, BEGIN + 1);

        assertThat(pace.pause(BEGIN + 1)).isNotPositive();
    }
}
