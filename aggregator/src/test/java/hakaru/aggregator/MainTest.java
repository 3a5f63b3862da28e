package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    /** Else a slip of the hand would be one more member of the group. */
    @Test
    void shouldRefuseACommandThatIsMisspelled() {
        assertThat(Main.commands().problem(List.of("partition")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("did you mean partitions?"));
    }
}
