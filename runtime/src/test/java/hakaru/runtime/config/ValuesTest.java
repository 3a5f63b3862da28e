package hakaru.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final Duration LONGEST = Duration.ofDays(9);

    @Test
    void shouldReadWholeNumbersUpToTheBounds() {
        assertThat(Values.integer("1", 1, 3)).isEqualTo(1);
        assertThat(Values.integer(" 3 ", 1, 3)).isEqualTo(3);
        assertThat(Values.integer("-2147483648", Integer.MIN_VALUE, 0)).isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "4294967297"})
    void shouldRefuseNumbersOutOfBounds(String text) {
        refuses(() -> Values.integer(text, 1, 3), "must be between 1 and 3, but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1.0", "1 000", "0x1"})
    void shouldRefuseWhatIsNoWholeNumber(String text) {
        refuses(() -> Values.integer(text, 1, 3), "must be a whole number, but is '" + text + "'");
    }

    @Test
    void shouldReadFlags() {
        assertThat(Values.flag("true")).isTrue();
        assertThat(Values.flag(" TRUE")).isTrue();
        assertThat(Values.flag("False")).isFalse();
        refuses(() -> Values.flag("yes"), "must be true or false, but is 'yes'");
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "10s, PT10S", "5m, PT5M", "2h, PT2H", "7d, P7D", "1 s, PT1S", "0s, PT0S"})
    void shouldReadTimes(String text, Duration expected) {
        assertThat(Values.duration(text, Duration.ZERO, LONGEST)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1w", "PT1S"})
    void shouldRefuseWhatIsNoTime(String text) {
        refuses(
                () -> Values.duration(text, Duration.ZERO, LONGEST),
                "must be a time such as 250ms, 10s, 5m, 2h or 7d, but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999ms", "11s", "999999999999d"})
    void shouldRefuseTimesOutOfBounds(String text) {
        refuses(
                () -> Values.duration(text, Duration.ofSeconds(1), Duration.ofSeconds(10)),
                "must be between 1000ms and 10000ms, but is '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536", "512KiB, 524288", "32MiB, 33554432", "1 mib, 1048576"})
    void shouldReadSizes(String text, int expected) {
        assertThat(Values.bytes(text, 1, Integer.MAX_VALUE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "1MB", "1k", "-1"})
    void shouldRefuseWhatIsNoSize(String text) {
        refuses(
                () -> Values.bytes(text, 1, 100),
                "must be a size such as 65536, 512KiB or 32MiB, but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "4194304KiB", "999999999999MiB"})
    void shouldRefuseSizesOutOfBounds(String text) {
        refuses(() -> Values.bytes(text, 1, 100), "must be between 1 and 100, but is '" + text + "'");
    }

    private static void refuses(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
