package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LatestUsedTest {
    @Test
    void shouldForgetWhatWasAskedForLongestAgo() {
        Map<String, Integer> latest = new LatestUsed<>(2);
        latest.put("one", 1);
        latest.put("two", 2);

        assertThat(latest.get("one")).isEqualTo(1);
        latest.put("three", 3);

        assertThat(latest).containsOnlyKeys("one", "three");
    }
}
