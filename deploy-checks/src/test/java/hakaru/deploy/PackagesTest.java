package hakaru.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of the product stand one upon the other: none knows one that knows it. Between modules Maven sees to that. */
class PackagesTest {
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(hakaru[a-z.]*)\\.[A-Z]", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contract",
                "runtime",
                "embedded",
                "ad-tag",
                "ingest-api",
                "aggregator",
                "sink-mysql",
                "report",
                "standalone",
                "kakeru"
            })
    void shouldHaveNoCircle(String module) throws IOException {
        Map<String, Set<String>> known = new HashMap<>(imports(Path.of("..", module, "src", "main", "java")));
        assertThat(known).isNotEmpty();

        while (known.values().removeIf(others -> others.stream().noneMatch(known::containsKey))) {
            // What knows none of those left is in no circle.
        }

        assertThat(known).as("packages of %s that know each other", module).isEmpty();
    }

    /** Which other packages each package names. */
    private static Map<String, Set<String>> imports(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            Map<String, List<String>> texts = files.filter(
                            file -> file.toString().endsWith(".java"))
                    .map(PackagesTest::read)
                    .collect(groupingBy(PackagesTest::packageOf));
            return texts.entrySet().stream()
                    .collect(toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().stream()
                                    .flatMap(text ->
                                            IMPORT.matcher(text).results().map(found -> found.group(1)))
                                    .filter(other -> !other.equals(entry.getKey()))
                                    .collect(toSet())));
        }
    }

    private static String packageOf(String text) {
        Matcher matcher = PACKAGE.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
