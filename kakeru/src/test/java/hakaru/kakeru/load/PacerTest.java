package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLI = 1_000_000;

    private final Pacer pacer = new Pacer(Schedule.constant(1_000, Duration.ofSeconds(1)));
    private final List<Long> released = new ArrayList<>();

    @Test
    void shouldReleaseARequestWhenItIsDueAndNotBefore() {
        pacer.release(0, released::add);
        pacer.release(MILLI - 1, released::add);
        assertThat(released).containsExactly(0L);
        assertThat(pacer.nextDue()).isEqualTo(MILLI);

        pacer.release(MILLI, released::add);
        assertThat(released).containsExactly(0L, MILLI);
    }

    @Test
    void shouldReleaseAllThatIsOverdueWithTheMomentsAtWhichTheyWereDue() {
        pacer.release(100 * MILLI, released::add);

        assertThat(released).hasSize(101).startsWith(0L, MILLI, 2 * MILLI).endsWith(100 * MILLI);
    }

    @Test
    void shouldReleaseNothingOnceStopped() {
        pacer.release(0, released::add);
        pacer.stop();
        pacer.release(500 * MILLI, released::add);

        assertThat(pacer.isDone()).isTrue();
        assertThat(released).containsExactly(0L);
    }

    @Test
    void shouldBeDoneAfterTheLastRequest() {
        pacer.release(998 * MILLI, released::add);
        assertThat(pacer.isDone()).isFalse();

        pacer.release(5_000 * MILLI, released::add);
        assertThat(pacer.isDone()).isTrue();
        assertThat(released).hasSize(1_000);
    }
}
