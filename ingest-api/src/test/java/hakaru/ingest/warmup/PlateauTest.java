package hakaru.ingest.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlateauTest {
    @Test
    void shouldGoOnWhileItGrows() {
        assertThat(after(10, 20, 30, 40, 50, 60).isReached()).isFalse();
        assertThat(after(100, 100, 100, 110, 110, 110).isReached()).isFalse();
    }

    @Test
    void shouldEndWhenItGrowsByLessThanATenth() {
        assertThat(after(100, 100, 100, 109, 109, 109).isReached()).isTrue();
        assertThat(after(10, 100, 100, 100, 90, 100, 95).isReached()).isTrue();
    }

    @Test
    void shouldNotJudgeByFewerWindowsThanItCompares() {
        assertThat(after(100, 100, 100, 100, 100).isReached()).isFalse();
        assertThat(after().growth()).isZero();
    }

    @Test
    void shouldSayHowMuchItGrew() {
        Plateau pace = after(0, 20, 30);

        assertThat(pace.sum()).isEqualTo(50);
        assertThat(pace.growth()).isEqualTo(30);
    }

    private static Plateau after(long... counts) {
        Plateau pace = new Plateau();
        LongStream.of(counts).forEach(pace::add);
        return pace;
    }
}
