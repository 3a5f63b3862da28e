package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitStatusTest {
    @Test
    void shouldBeGoodOnlyIfTheGoalHoldsAndTheBooksBalance() {
        assertThat(ExitStatus.of(true, true).code()).isZero();
        assertThat(ExitStatus.of(false, true).code()).isEqualTo(1);
        assertThat(ExitStatus.of(true, false).code()).isEqualTo(3);
    }

    @Test
    void shouldTellOfTheBooksRatherThanOfTheGoal() {
        assertThat(ExitStatus.of(false, false).code()).isEqualTo(3);
    }
}
