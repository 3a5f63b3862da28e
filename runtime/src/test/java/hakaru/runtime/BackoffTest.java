package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Draws nothing off: each pause is the longest of its attempt. */
    private static final RandomGenerator ZEROS = () -> 0;

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @Test
    void shouldDoubleUpToTheLongest() {
        assertThat(Stream.of(1, 2, 3, 4, 5, 6)
                        .map(attempt -> backoff.pause(attempt, ZEROS).toMillis()))
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void shouldStayAtTheLongestWithoutOverflow() {
        Backoff slow = new Backoff(Duration.ofDays(1), Duration.ofDays(3650));

        assertThat(slow.pause(64, ZEROS)).isEqualTo(Duration.ofDays(3650));
        assertThat(slow.pause(Integer.MAX_VALUE, ZEROS)).isEqualTo(Duration.ofDays(3650));
    }

    @Test
    void shouldDrawBetweenHalfAndTheWhole() {
        Random random = new Random(1);

        assertThat(Stream.generate(() -> backoff.pause(9, random).toMillis()).limit(10_000))
                .allMatch(pause -> pause >= 500 && pause <= 1000)
                .contains(500L, 1000L);
    }

    @Test
    void shouldRefuseNotToGrow() {
        refuses(Duration.ZERO, Duration.ofSeconds(1));
        refuses(Duration.ofNanos(1), Duration.ofSeconds(1));
        refuses(Duration.ofSeconds(-1), Duration.ofSeconds(1));
        refuses(Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    private static void refuses(Duration first, Duration longest) {
        assertThatThrownBy(() -> new Backoff(first, longest)).isInstanceOf(IllegalArgumentException.class);
    }
}
