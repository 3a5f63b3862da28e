package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MorePartitionsTest {
    @Test
    void shouldRaiseOnlyWhatIsSmaller() {
        assertThat(MorePartitions.smaller(Map.of("impressions", 4, "impression-counts", 8), 8))
                .containsExactly("impressions");
        assertThat(MorePartitions.smaller(Map.of("impressions", 8, "impression-counts", 8), 8))
                .isEmpty();
    }

    @Test
    void shouldRefuseFewer() {
        assertThatThrownBy(() -> MorePartitions.smaller(Map.of("impressions", 4, "impression-counts", 8), 6))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("impression-counts has 8 partitions, which cannot become 6")
                .hasMessageContaining("ask for at least 8");
    }

    @Test
    void shouldReadTheNumber() {
        assertThat(MorePartitions.number(List.of("48"))).isEqualTo(48);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "many", "1001", "4 "})
    void shouldSayHowItIsUsed(String number) {
        assertThatThrownBy(() -> MorePartitions.number(List.of(number)))
                .isInstanceOf(StartException.class)
                .hasMessage("usage: partitions N, with N from 1 to 1000");
    }
}
