package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.kakeru.load.Schedule.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionTypesTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "1m30s,PT1M30S", "2h,PT2H", "3m,PT3M", "1s5ms,PT1.005S"})
    void shouldReadDurations(String text, Duration duration) {
        assertThat(OptionTypes.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1 m", "1s1m"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> OptionTypes.duration(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void shouldReadARamp() {
        assertThat(OptionTypes.ramp("1m:5000, 3m:30000").phases())
                .containsExactly(new Phase(Duration.ofMinutes(1), 5_000), new Phase(Duration.ofMinutes(3), 30_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1m", "1m:", "1m:0", "1m:5000,", "5000:1m", "1m:5000:3"})
    void shouldRefuseWhatIsNoRamp(String text) {
        assertThatThrownBy(() -> OptionTypes.ramp(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void shouldReadARate() {
        assertThat(OptionTypes.rate("30000")).isEqualTo(new Rate.Fixed(30_000));
        assertThat(OptionTypes.rate("max")).isEqualTo(new Rate.Highest());
        assertThatThrownBy(() -> OptionTypes.rate("fast")).hasMessageContaining("max");
    }

    @Test
    void shouldReadAPercentage() {
        assertThat(OptionTypes.percentage("99.90")).isEqualTo(0.999);
        assertThat(OptionTypes.percentage("99.90 %")).isEqualTo(0.999);
        assertThatThrownBy(() -> OptionTypes.percentage("101")).hasMessageContaining("percentage");
    }
}
