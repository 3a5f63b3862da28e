package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedTestsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void shouldSayOfEveryIntegrationTestWhatItProves() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/testing.md"));

        assertThat(integrationTests())
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(page)
                        .as("docs/testing.md needs a row for " + name)
                        .contains("| `" + name + "` |"));
    }

    @Test
    void shouldHaveARowInTheReadmeForEveryPromise() throws IOException {
        String page = Files.readString(ROOT.resolve("README.md"));
        String sources = "guarantees/src/test/java/hakaru/guarantees/";

        assertThat(in(ROOT.resolve(sources)))
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(page)
                        .as("the table of guarantees in README.md needs a row for " + name)
                        .contains("](" + sources + name + ".java)"));
    }

    private static List<String> integrationTests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(NamedTestsTest::in)
                    .toList();
        }
    }

    private static Stream<String> in(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("IT.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
