package hakaru.kakeru.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BookkeeperTest {
    private final Bookkeeper.Stillness stillness = new Bookkeeper.Stillness(Duration.ofNanos(100));

    @Test
    void shouldNoticeWhenANumberHasStoodStillLongEnough() {
        assertThat(stillness.observe(1, 0)).isFalse();
        assertThat(stillness.observe(1, 99)).isFalse();
        assertThat(stillness.observe(1, 100)).isTrue();
    }

    @Test
    void shouldStartAnewWhenTheNumberMoves() {
        stillness.observe(1, 0);
        assertThat(stillness.observe(2, 100)).isFalse();
        assertThat(stillness.observe(2, 200)).isTrue();
    }
}
