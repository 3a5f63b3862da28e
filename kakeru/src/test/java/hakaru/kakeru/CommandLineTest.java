package hakaru.kakeru;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @Test
    void shouldExplainItself() {
        Run run = Run.of("--help");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.output()).contains("--rate", "--ramp", "--no-keep-alive", "--jdbc-url", "Exit status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rate fast",
                "--duration 30",
                "--ramp 1m:1 --rate 5",
                "--connections 0",
                "--connections 1 --url http://127.0.0.1:1/ --url http://127.0.0.1:2/",
                "--ads -1",
                "--retry",
                "--ids --retry=soon",
                "receipt",
                "receipt nonsense",
                "--spread wide",
                "--url https://127.0.0.1/",
                "--success-goal 101",
                "--html no/such/directory/report.html",
                "--unknown"
            })
    void shouldExitWithTwoWhenTheCommandLineIsWrong(String arguments) {
        Run run = Run.of(arguments.split(" ", -1));

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.output()).contains("Usage: kakeru");
    }

    /** By then an id must still be known, which by default is for two minutes at least. */
    @Test
    void shouldSendAgainForNinetySecondsUnlessToldHowLong() {
        assertThat(retry()).isEqualTo(Duration.ZERO);
        assertThat(retry("--retry")).isEqualTo(Duration.ofSeconds(90));
        assertThat(retry("--retry=10m")).isEqualTo(Duration.ofMinutes(10));
    }

    private static Duration retry(String... arguments) {
        LoadOptions options = new LoadOptions();
        OptionTypes.register(new CommandLine(options)).parseArgs(arguments);
        options.ids = true;
        return options.settings("run").retry();
    }

    @Test
    void shouldRefuseATargetThatIsNotThisMachine() {
        Run run = Run.of("--url", "http://192.0.2.1/hakaru", "--no-reconcile");

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.output()).contains("--allow-remote");
    }
}
