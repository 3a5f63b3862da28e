package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {
    private static final long DUE = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Retries retries = new Retries(LIMIT);
    private final Request request = new Request(1, 7, DUE);

    @Test
    void shouldSendAgainAfterAPauseThatGrows() {
        assertThat(retries.take(request, Outcome.TIMED_OUT, DUE)).isTrue();
        assertThat(released(at(99))).isEmpty();
        assertThat(released(at(100))).containsExactly(request);

        retries.take(request, Outcome.UNAVAILABLE, at(100));
        assertThat(released(at(299))).isEmpty();
        assertThat(released(at(300))).containsExactly(request);
        assertThat(retries.waiting()).isZero();
    }

    @Test
    void shouldNotPressWhatDoesNotAnswer() {
        retries.take(request, Outcome.TIMED_OUT, DUE);

        int attempts = 0;
        for (int second = 1; second <= 60; second++) {
            long now = at(1_000L * second);
            for (Request again : released(now)) {
                attempts++;
                retries.take(again, Outcome.TIMED_OUT, now);
            }
        }

        assertThat(attempts).isLessThanOrEqualTo(14);
    }

    /** Else what answers a little late is asked again for ever, and does less the more it is asked. */
    @Test
    void shouldWaitLongerForEachAnswer() {
        List<Integer> patience = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            patience.add(request.patience);
            retries.take(request, Outcome.TIMED_OUT, DUE);
        }

        assertThat(patience).containsExactly(1, 2, 4, 8, 8);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REJECTED", "QUEUE_FULL", "OVERDUE"})
    void shouldNotSendAgainWhatCannotEndOtherwiseOrNeverLeft(Outcome outcome) {
        assertThat(retries.take(request, outcome, DUE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotSendAgainUnlessTold(Outcome outcome) {
        assertThat(new Retries(Duration.ZERO).take(request, outcome, DUE)).isFalse();
    }

    @Test
    void shouldTakeWhatIsAcceptedAtLastForAccepted() {
        retries.take(request, Outcome.TIMED_OUT, DUE);

        assertThat(request.ended(Outcome.ACCEPTED)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void shouldNotForgetThatItMayBeCounted() {
        retries.take(request, Outcome.TIMED_OUT, DUE);
        retries.take(request, Outcome.OVERDUE, at(100));

        assertThat(retries.take(request, Outcome.NOT_COUNTED, at(90_001))).isFalse();
        assertThat(request.ended(Outcome.NOT_COUNTED)).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void shouldNotSayThatItNeverLeftOnceItHas() {
        retries.take(request, Outcome.NOT_COUNTED, DUE);

        assertThat(retries.take(request, Outcome.OVERDUE, at(90_001))).isFalse();
        assertThat(request.ended(Outcome.OVERDUE)).isEqualTo(Outcome.NOT_COUNTED);
    }

    @Test
    void shouldGiveUpBeforeItsIdIsForgotten() {
        assertThat(retries.take(request, Outcome.TIMED_OUT, at(90_000))).isTrue();
        assertThat(retries.take(request, Outcome.TIMED_OUT, at(90_001))).isFalse();
    }

    private List<Request> released(long now) {
        List<Request> released = new ArrayList<>();
        retries.release(now, released::add);
        return released;
    }

    private static long at(long millis) {
        return DUE + Duration.ofMillis(millis).toNanos();
    }
}
