package hakaru.aggregator.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatConfigTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT-1S, 1", "PT0.0009S, 1", "PT1S, 0", "PT1S, -1"})
    void shouldRefuseAWindowWithoutTimeOrRoom(Duration window, int maxIds) {
        assertThatThrownBy(() -> new RepeatConfig(window, maxIds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not for %s and %d", window, maxIds);
    }

    @Test
    void shouldSayWhatTheIdsOfManyPartitionsTake() {
        assertThat(new RepeatConfig(Duration.ofMinutes(2), 50_000_000).mostBytes(1_000))
                .isEqualTo(800_000_000_000L);
    }
}
