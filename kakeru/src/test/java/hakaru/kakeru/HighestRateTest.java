package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HighestRateTest {
    private final List<Long> tried = new ArrayList<>();

    @Test
    void shouldFindTheHighestRateThatHolds() {
        long found = upTo(23_456).find();

        assertThat(found).isBetween(22_400L, 23_456L);
        assertThat(tried)
                .startsWith(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L)
                .hasSizeLessThan(12);
    }

    @Test
    void shouldSearchBelowItsFirstRateToo() {
        assertThat(upTo(300).find()).isBetween(250L, 300L);
    }

    @Test
    void shouldGiveZeroWhenNothingHolds() {
        assertThat(upTo(0).find()).isZero();
    }

    private HighestRate upTo(long limit) {
        return new HighestRate(rate -> {
            tried.add(rate);
            return rate <= limit;
        });
    }
}
