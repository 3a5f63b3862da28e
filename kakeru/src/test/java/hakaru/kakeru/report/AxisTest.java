package hakaru.kakeru.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void shouldTakeRoundSteps() {
        Axis axis = Axis.linear(31_000, Figures::shortCount);

        assertThat(axis.ticks()).extracting(Axis.Tick::label).containsExactly("0", "10k", "20k", "30k", "40k");
        assertThat(axis.place().applyAsDouble(20_000)).isEqualTo(0.5);
    }

    @Test
    void shouldGiveEachPowerOfTenTheSameWidth() {
        Axis axis = Axis.logarithmic(500, 2_000_000, Figures::shortTime);

        assertThat(axis.ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s");
        assertThat(axis.place().applyAsDouble(10_000)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void shouldGiveEachNineTheSameWidth() {
        Axis axis = Axis.percentiles(4);

        assertThat(axis.place().applyAsDouble(99)).isCloseTo(0.5, within(1e-9));
        assertThat(axis.ticks()).extracting(Axis.Tick::label).contains("99 %", "99.9", "99.99");
    }
}
