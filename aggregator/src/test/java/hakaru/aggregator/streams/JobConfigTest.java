package hakaru.aggregator.streams;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.config.ClientProperties;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void shouldRefuseThreadsThatCannotBe(int mostThreads) {
        assertThatThrownBy(() -> new JobConfig(mostThreads, Optional.empty(), false, ClientProperties.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a job has up to 64 stream threads, not " + mostThreads);
    }
}
