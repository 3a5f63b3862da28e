package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prose is broken into lines, so that a change shows which words it changes. Rows of tables are as long as they are. */
class DocumentLinesTest {
    private static final int WIDTH = 120;

    @Test
    void shouldBreakProse() throws IOException {
        for (Path page : DocumentLinksTest.pages()) {
            assertThat(prose(page))
                    .as("%s: lines of at most %d characters", page, WIDTH)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        }
    }

    private static List<String> prose(Path page) throws IOException {
        List<String> prose = new ArrayList<>();
        boolean isCode = false;
        for (String line : Files.readAllLines(page)) {
            if (line.strip().startsWith("```")) {
                isCode = !isCode;
            } else if (!isCode && !line.startsWith("|")) {
                prose.add(line);
            }
        }
        return prose;
    }
}
