package hakaru.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadAValueFromAFile() throws IOException {
        Environment environment = withFile("sesame\n");

        assertThat(environment.get("PASSWORD")).contains("sesame");
    }

    @Test
    void shouldKeepAllButTheLineBreakAtTheEnd() throws IOException {
        assertThat(withFile(" open \n\n").get("PASSWORD")).contains(" open \n");
        assertThat(withFile(" open \r\n").get("PASSWORD")).contains(" open ");
        assertThat(withFile("open").get("PASSWORD")).contains("open");
    }

    @Test
    void shouldRefuseAValueThatIsSetTwice() {
        Environment environment = new Environment(Map.of("PASSWORD", "sesame", "PASSWORD_FILE", "/run/password"));

        assertThatThrownBy(() -> environment.get("PASSWORD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is set twice: directly and by PASSWORD_FILE");
    }

    @Test
    void shouldTakeAnEmptyVariableForOneThatIsNotSet() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "sesame");

        assertThat(new Environment(Map.of("PASSWORD", "", "PASSWORD_FILE", file.toString())).get("PASSWORD"))
                .contains("sesame");
        assertThat(new Environment(Map.of("PASSWORD", "sesame", "PASSWORD_FILE", "")).get("PASSWORD"))
                .contains("sesame");
        assertThat(new Environment(Map.of("PASSWORD", "", "PASSWORD_FILE", "")).get("PASSWORD"))
                .isEmpty();
    }

    @Test
    void shouldNameAFileThatCannotBeRead() {
        Environment environment = new Environment(Map.of("PASSWORD_FILE", directory.toString()));

        assertThatThrownBy(() -> environment.get("PASSWORD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot be read from the file " + directory + ": ");
    }

    @Test
    void shouldMakeAnUnreadableFileOneProblemOfTheConfiguration() {
        Map<String, String> environment = Map.of("SHOP_OWNER_FILE", directory.toString());

        assertThatThrownBy(() -> Settings.load(environment, s -> s.string("SHOP_OWNER", "nobody", "Who to ask.")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("SHOP_OWNER cannot be read from the file")
                .hasMessageNotContaining(System.lineSeparator());
    }

    private Environment withFile(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), content);
        return new Environment(Map.of("PASSWORD_FILE", file.toString()));
    }
}
