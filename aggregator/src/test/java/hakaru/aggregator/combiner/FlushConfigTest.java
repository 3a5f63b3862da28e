package hakaru.aggregator.combiner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlushConfigTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 16384, 1",
        "PT-0.001S, 16384, 1",
        "PT10.001S, 16384, 1",
        "PT0.05S, 0, 1",
        "PT0.05S, 921601, 1",
        "PT0.05S, 16384, 0"
    })
    void shouldRefuseABatchThatCannotBe(Duration interval, int maxBytes, int maxRows) {
        assertThatThrownBy(() -> new FlushConfig(interval, maxBytes, maxRows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not %s, %d rows and %d bytes", interval, maxRows, maxBytes);
    }
}
