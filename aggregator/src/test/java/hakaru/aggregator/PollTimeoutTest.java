package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollTimeoutTest {
    private static final Duration ASKED = Duration.ofMillis(50);
    private static final long BEGIN = Long.MAX_VALUE - 1;
    private static final long QUIET = BEGIN + PollTimeout.QUIET.toNanos() + 1;

    private final PollTimeout timeout = new PollTimeout(BEGIN);

    @Test
    void shouldWaitAsLongAsAskedWhileRecordsCome() {
        assertThat(timeout.of(ASKED, QUIET - 1)).isEqualTo(ASKED);
    }

    @Test
    void shouldWaitLongWhenNothingHasCome() {
        assertThat(timeout.of(ASKED, QUIET)).isEqualTo(PollTimeout.LONG);
    }

    @Test
    void shouldWaitAsLongAsAskedOnceRecordsComeAgain() {
        timeout.brought(QUIET);

        assertThat(timeout.of(ASKED, QUIET + 1)).isEqualTo(ASKED);
    }

    @Test
    void shouldNotWaitWhereStreamsDoesNot() {
        assertThat(timeout.of(Duration.ZERO, QUIET)).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldNotShortenAnOperatorsWait() {
        assertThat(timeout.of(Duration.ofSeconds(2), QUIET)).isEqualTo(Duration.ofSeconds(2));
    }
}
