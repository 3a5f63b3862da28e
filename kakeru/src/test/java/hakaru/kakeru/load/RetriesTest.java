package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {
    private static final long TICKET = Traffic.ticket(7, 1);
    private static final long DUE = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Retries retries = new Retries(LIMIT);

    @Test
    void shouldSendAgainAfterAPauseThatGrows() {
        assertThat(retries.take(TICKET, Outcome.TIMED_OUT, DUE, DUE)).isTrue();
        assertThat(released(at(99))).isEmpty();
        assertThat(released(at(100))).containsExactly(TICKET);

        retries.take(TICKET, Outcome.UNAVAILABLE, at(100), at(100));
        assertThat(released(at(299))).isEmpty();
        assertThat(released(at(300))).containsExactly(TICKET);
        assertThat(retries.waiting()).isZero();
    }

    @Test
    void shouldNotPressWhatDoesNotAnswer() {
        retries.take(TICKET, Outcome.TIMED_OUT, DUE, DUE);

        int attempts = 0;
        for (int second = 1; second <= 60; second++) {
            long now = at(1_000L * second);
            for (long ticket : released(now)) {
                attempts++;
                retries.take(ticket, Outcome.TIMED_OUT, DUE, now);
            }
        }

        assertThat(attempts).isLessThanOrEqualTo(14);
    }

    /** Else what answers a little late is asked again for ever, and does less the more it is asked. */
    @Test
    void shouldWaitLongerForEachAnswer() {
        List<Integer> patience = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            patience.add(retries.patience(TICKET));
            retries.take(TICKET, Outcome.TIMED_OUT, DUE, DUE);
        }

        assertThat(patience).containsExactly(1, 2, 4, 8, 8);
        assertThat(retries.patience(Traffic.ticket(8, 1))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REFUSED", "QUEUE_FULL", "NOT_SENT"})
    void shouldNotSendAgainWhatCannotEndOtherwiseOrNeverLeft(Outcome outcome) {
        assertThat(retries.take(TICKET, outcome, DUE, DUE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotSendAgainUnlessTold(Outcome outcome) {
        assertThat(new Retries(Duration.ZERO).take(TICKET, outcome, DUE, DUE)).isFalse();
    }

    @Test
    void shouldTakeWhatIsAcceptedAtLastForAccepted() {
        retries.take(TICKET, Outcome.TIMED_OUT, DUE, DUE);

        assertThat(retries.settle(TICKET, Outcome.ACCEPTED, at(200)))
                .isEqualTo(new Retries.Settled(Outcome.ACCEPTED, DUE));
    }

    @Test
    void shouldNotForgetThatItMayBeCounted() {
        retries.take(TICKET, Outcome.TIMED_OUT, DUE, DUE);
        retries.take(TICKET, Outcome.NOT_SENT, at(100), at(100));

        assertThat(retries.take(TICKET, Outcome.NOT_COUNTED, at(100), at(90_001)))
                .isFalse();
        assertThat(retries.settle(TICKET, Outcome.NOT_COUNTED, at(100)).outcome())
                .isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void shouldGiveUpBeforeItsIdIsForgotten() {
        assertThat(retries.take(TICKET, Outcome.TIMED_OUT, DUE, at(90_000))).isTrue();
        assertThat(retries.take(TICKET, Outcome.TIMED_OUT, DUE, at(90_001))).isFalse();
    }

    private List<Long> released(long now) {
        List<Long> released = new ArrayList<>();
        retries.release(now, released::add);
        return released;
    }

    private static long at(long millis) {
        return DUE + Duration.ofMillis(millis).toNanos();
    }
}
