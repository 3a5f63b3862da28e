package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.kakeru.report.Verdict;
import org.junit.jupiter.api.Test;

class ExitStatusTest {
    @Test
    void shouldBeGoodOnlyIfTheGoalHoldsAndTheBooksBalance() {
        assertThat(ExitStatus.of(new Verdict(true, true)).code()).isZero();
        assertThat(ExitStatus.of(new Verdict(false, true)).code()).isEqualTo(1);
        assertThat(ExitStatus.of(new Verdict(true, false)).code()).isEqualTo(3);
    }

    @Test
    void shouldTellOfTheBooksRatherThanOfTheGoal() {
        assertThat(ExitStatus.of(new Verdict(false, false)).code()).isEqualTo(3);
    }
}
