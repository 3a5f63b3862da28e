package hakaru.aggregator.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.aggregator.counting.RecordRules.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordRulesTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long AHEAD = Duration.ofMinutes(5).toMillis();

    private final RecordRules rules = new RecordRules(Duration.ofHours(1));

    @Test
    void shouldRefuseTimesThatNobodyCanHaveStamped() {
        assertThat(rules.untimely(NOW + AHEAD, NOW)).isEmpty();
        assertThat(rules.untimely(NOW + AHEAD + 1, NOW)).contains(Reason.FUTURE);
        assertThat(rules.untimely(NOW - HOUR, NOW)).isEmpty();
        assertThat(rules.untimely(NOW - HOUR - 1, NOW)).contains(Reason.EXPIRED);
    }

    @Test
    void shouldBePatientWithWhatHasAgedSinceItWasReadFirst() {
        assertThat(rules.patient().untimely(NOW - 2 * HOUR, NOW)).isEmpty();
        assertThat(rules.patient().untimely(NOW + AHEAD + 1, NOW)).contains(Reason.FUTURE);
    }

    @Test
    void shouldBeOfATopicThatKeepsRecords() {
        assertThatThrownBy(() -> new RecordRules(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("records are kept for a time, not for PT0S");
    }
}
