package hakaru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondTest {
    private static final String LINE =
            "  12.0s  due   2,000/s  accepted   1,900/s  success  95.00%%  p99   812.50 ms  in flight    12  queued      0  behind   %s s  lag 1,204";

    @Test
    void shouldReadALineOfTheProgress() {
        Second second = Second.parse(LINE.formatted("0.4")).orElseThrow();

        assertThat(second).isEqualTo(new Second(12, 2_000, 1_900, second.lost(), 812.5, 0.4));
        assertThat(second.lost()).isBetween(99.9, 100.1);
        assertThat(second.answersAll()).isFalse();
        assertThat(second.isFresh()).isTrue();
    }

    @Test
    void shouldKnowWhenCountsAreBehind() {
        assertThat(Second.parse(LINE.formatted("2.1")).orElseThrow().isFresh()).isFalse();
    }

    @Test
    void shouldNotCallASecondWithoutAnAnswerGood() {
        assertThat(new Second(1, 0, 0, 0, 0, 0).answersAll()).isFalse();
        assertThat(new Second(1, 10, 10, 0, 0, 0).answersAll()).isTrue();
    }

    @Test
    void shouldPassOverOtherLines() {
        assertThat(Second.parse("running 2,000/s for 30s")).isEmpty();
    }
}
