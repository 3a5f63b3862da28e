package hakaru.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class RunOptionsTest {
    private static RunOptions parse(String... arguments) {
        ClusterCommand command = new ClusterCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.run;
    }

    @Test
    void shouldRunOnceWithEachSeed() {
        assertThat(parse("--seeds", "3-5").seeds()).containsExactly(3L, 4L, 5L);
        assertThat(parse("--seed", "7").seeds()).containsExactly(7L);
    }

    @Test
    void shouldCommitSeveralFaultsAtOnceAndKeepThemShort() {
        RunOptions options = parse("--at-once", "6", "--longest", "5s");

        assertThat(options.atOnce).isEqualTo(6);
        assertThat(options.longest).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void shouldKnowEachScenarioByTheNameThatIsPrinted(Scenario scenario) {
        assertThat(parse("--scenario", scenario.label()).scenario).isEqualTo(scenario);
    }

    @Test
    void shouldRefuseWhatIsNoRangeOfSeeds() {
        assertThatThrownBy(() -> parse("--seeds", "five")).hasMessageContaining("not a range of seeds such as 1-20");
    }
}
