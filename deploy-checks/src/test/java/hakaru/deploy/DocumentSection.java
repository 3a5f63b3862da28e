package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that the code decides, between {@code <!-- name -->} and {@code <!-- end of name -->}.
 *
 * <p>With {@code -Dhakaru.update.docs=true} the part is rewritten instead of compared.
 */
record DocumentSection(Path document, String name) {
    static final Path OPERATIONS = Path.of("..", "docs", "operations.md");

    void assertSays(String expected) throws IOException {
        String text = Files.readString(document);
        String begin = "<!-- " + name + " -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end of " + name + " -->");
        assertThat(to).as("the marks of %s in %s", name, document).isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean("hakaru.update.docs")) {
            Files.writeString(document, text.substring(0, from) + expected + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("%s in %s; run with -Dhakaru.update.docs=true to rewrite it", name, document)
                .isEqualTo(expected);
    }
}
