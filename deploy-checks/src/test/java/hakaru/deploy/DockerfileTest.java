package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every image of ours. */
class DockerfileTest {
    private static final Pattern RUN_IN_CONTAINER =
            Pattern.compile("(?:compose|kubectl)[^`\n]* exec [^`\n]* -jar (\\S+)");

    private final List<String> instructions;

    DockerfileTest() throws IOException {
        instructions = ComposeFile.text("Dockerfile")
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll(" *\\\\\n *", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void shouldStandOnPinnedImages() {
        Set<String> stages =
                all("FROM").map(from -> from.replaceFirst(".* AS ", "")).collect(Collectors.toSet());

        assertThat(all("FROM").map(from -> from.replaceFirst(" AS .*", "")))
                .allMatch(image -> stages.contains(image) || image.matches("[a-z-]+:[\\w.-]*\\d[\\w.-]*"));
    }

    @Test
    void shouldRunAsANumberThatIsNotRoot() {
        assertThat(all("USER")).containsExactly("10001:10001");
    }

    /** COPY keeps the modes of a checkout, or of jars, that was made under {@code umask 077}. */
    @Test
    void shouldLetItsUserReadWhatIsCopied() throws IOException {
        assertThat(ComposeFile.text("image/arrange")).contains("chmod -R a+rX /theirs /ours\n");
        assertThat(all("COPY").filter(copy -> copy.startsWith("image/") && !copy.contains("/arrange ")))
                .containsExactly("image/healthy /usr/local/bin/healthy");
        assertThat(all("RUN")).anyMatch(run -> run.contains("chmod 755 /usr/local/bin/healthy"));
    }

    @Test
    void shouldStartFromWhatTheBuildHasPractised() {
        assertThat(all("RUN").filter(run -> run.startsWith("arrange ")))
                .containsOnly("arrange \"${MODULE}\" && practise \"${MODULE}\"");
        assertThat(all("ENTRYPOINT")).allMatch(entry -> entry.contains("\"-XX:AOTCache=hakaru.aot\""));
    }

    /** In the shell's form SIGTERM would end a shell. */
    @Test
    void shouldHandSignalsToTheProcess() {
        assertThat(all("ENTRYPOINT")).hasSize(1).allMatch(entry -> entry.matches("\\[\"java\",.*\"hakaru\\.jar\"]"));
        assertThat(all("HEALTHCHECK")).hasSize(1).allMatch(check -> check.contains("CMD ["));
    }

    /** In its image a module's jar has another name than beside its lib/. */
    @Test
    void shouldHoldTheJarThatPagesRunInContainers() throws IOException {
        List<String> jars = new ArrayList<>();
        for (Path page : DocumentLinksTest.pages()) {
            RUN_IN_CONTAINER
                    .matcher(Files.readString(page))
                    .results()
                    .map(command -> command.group(1))
                    .forEach(jars::add);
        }

        assertThat(jars).hasSizeGreaterThan(2).containsOnly("hakaru.jar");
    }

    /** What is measured, and what measures, runs as what is shipped. */
    @Test
    void shouldInlineAsLittleAsTheStandalone() throws IOException {
        List<String> inlining = Files.readAllLines(Path.of("../distribution/src/main/bin/jvm.options")).stream()
                .filter(option -> option.contains("Inline"))
                .toList();

        assertThat(inlining).hasSize(2);
        assertThat(all("ENTRYPOINT")).allMatch(entry -> inlining.stream().allMatch(entry::contains));
        assertThat(List.of("image/practise", "bench/run", "distribution/src/main/bin/kakeru", "hakaru"))
                .allSatisfy(file -> assertThat(ComposeFile.text(file)).contains(String.join(" ", inlining)));
    }

    @Test
    void shouldBuildWithoutBuildKit() {
        assertThat(instructions).noneMatch(line -> line.matches("(RUN|COPY|ADD) .*--(mount|exclude|parents|link).*"));
    }

    @Test
    void shouldOfferEachModuleInBothWays() throws IOException {
        String ignored = ComposeFile.text(".dockerignore");
        String maven =
                all("RUN").filter(run -> run.contains("mvn ")).findFirst().orElseThrow();

        assertThat(ComposeFile.read().ours()).extracting(ComposeService::module).allSatisfy(module -> {
            assertThat(maven).matches(".*[ ,]" + module + "[ ,].*");
            assertThat(ignored).contains("!%1$s/target/%1$s.jar\n!%1$s/target/lib\n".formatted(module));
        });
    }

    private Stream<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1));
    }
}
