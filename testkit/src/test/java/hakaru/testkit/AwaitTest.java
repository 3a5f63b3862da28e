package hakaru.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void shouldPollUntilTheConditionHolds() {
        AtomicInteger polls = new AtomicInteger();

        Await.until("the third poll", Duration.ofSeconds(10), () -> polls.incrementAndGet() == 3);

        assertThat(polls).hasValue(3);
    }

    @Test
    void shouldSayWhatWasAwaited() {
        assertThatThrownBy(() -> Await.until("rain", Duration.ZERO, () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("waited PT0S for: rain; the last value was false");
    }

    @Test
    void shouldSayWhatTheLastPollThrew() {
        IllegalStateException drought = new IllegalStateException("drought");

        assertThatThrownBy(() -> Await.until("rain", Duration.ZERO, () -> {
                    throw drought;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the last poll threw java.lang.IllegalStateException: drought")
                .hasCause(drought);
    }
}
