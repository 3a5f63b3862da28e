package hakaru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdProblemTest {
    @ParameterizedTest
    @ValueSource(strings = {"open", "a", "広告 1", "a b", "\u00a0x", "🎉"})
    void shouldAcceptAName(String ad) {
        assertThat(AdProblem.in(ad)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000", "\t\n"})
    void shouldFindABlankName(String ad) {
        assertThat(AdProblem.in(ad)).contains(AdProblem.BLANK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb", "a\u0085b"})
    void shouldFindAControlCharacter(String ad) {
        assertThat(AdProblem.in(ad)).contains(AdProblem.CONTROL_CHARACTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {" open", "open ", "\u3000open"})
    void shouldFindAnUntrimmedName(String ad) {
        assertThat(AdProblem.in(ad)).contains(AdProblem.UNTRIMMED);
    }

    @Test
    void shouldCountCodePointsAndNotChars() {
        assertThat(AdProblem.in("🎉".repeat(AdProblem.MAX_LENGTH))).isEmpty();
        assertThat(AdProblem.in("🎉".repeat(AdProblem.MAX_LENGTH + 1))).contains(AdProblem.TOO_LONG);
        assertThat(AdProblem.in("a".repeat(AdProblem.MAX_LENGTH + 1))).contains(AdProblem.TOO_LONG);
    }
}
