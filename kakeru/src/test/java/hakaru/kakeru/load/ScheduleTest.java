package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.kakeru.load.Schedule.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long MILLI = 1_000_000;

    @Test
    void shouldSpaceRequestsEvenly() {
        Schedule schedule = Schedule.constant(250, Duration.ofSeconds(2));

        assertThat(schedule.dueAt(0)).isZero();
        assertThat(schedule.dueAt(1)).isEqualTo(4 * MILLI);
        assertThat(schedule.dueAt(499)).isEqualTo(1_996 * MILLI);
        assertThat(schedule.dueAt(500)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldStartAPhaseWhereTheOneBeforeEnds() {
        Schedule schedule =
                new Schedule(List.of(new Phase(Duration.ofSeconds(1), 10), new Phase(Duration.ofSeconds(1), 100)));

        assertThat(schedule.dueAt(9)).isEqualTo(900 * MILLI);
        assertThat(schedule.dueAt(10)).isEqualTo(1_000 * MILLI);
        assertThat(schedule.dueAt(11)).isEqualTo(1_010 * MILLI);
        assertThat(schedule.dueAt(109)).isEqualTo(1_990 * MILLI);
        assertThat(schedule.dueAt(110)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldStayExactOverALongRun() {
        Schedule schedule = Schedule.constant(30_000, Duration.ofHours(10));

        assertThat(schedule.dueAt(1_079_970_000)).isEqualTo(Duration.ofHours(10).toNanos() - 1_000 * MILLI);
        assertThat(schedule.dueAt(1_079_999_999))
                .isLessThan(Duration.ofHours(10).toNanos());
        assertThat(schedule.dueAt(1_080_000_000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldRefuseAPhaseWithoutRequests() {
        assertThatThrownBy(() -> new Phase(Duration.ofSeconds(1), 0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Phase(Duration.ZERO, 1)).hasMessageContaining("longer");
    }
}
