package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A decision is a page that one reads at one go, and the list of them leads to it. */
class DecisionsTest {
    private static final Path DECISIONS = Path.of("..", "docs", "decisions");
    private static final int LINES = 40;
    private static final int WIDTH = 120;

    @Test
    void shouldFitOnAPage() throws IOException {
        for (Path decision : decisions()) {
            assertThat(Files.readAllLines(decision))
                    .as("%s: what does not fit belongs into the document of its subject", decision)
                    .hasSizeLessThanOrEqualTo(LINES)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        }
    }

    @Test
    void shouldBeListed() throws IOException {
        List<String> list = Files.readAllLines(DECISIONS.resolve("README.md"));

        for (Path decision : decisions()) {
            int number = Integer.parseInt(decision.getFileName().toString().substring(0, 4));
            String title = Files.readAllLines(decision).get(0).replace("# " + number + ". ", "");
            assertThat(list).contains("%d. [%s](%s)".formatted(number, title, decision.getFileName()));
        }
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(DECISIONS)) {
            List<Path> decisions = files.filter(
                            file -> file.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
            assertThat(decisions).hasSizeGreaterThan(20);
            return decisions;
        }
    }
}
