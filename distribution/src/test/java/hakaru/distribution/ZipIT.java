package hakaru.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is downloaded runs: its folder, and nothing else but a Java. */
@Tag("embedded-servers")
class ZipIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** In a locale that writes numbers otherwise. */
    private static final Map<String, String> THIS_JAVA = Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "JAVA_OPTS",
            "-Duser.language=ar -Duser.country=EG",
            "INGEST_WARM_UP",
            "0s");

    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static Unzipped zip = new Unzipped(directory);

    private final int api = Ports.free();
    private final int database = Ports.free();

    @BeforeAll
    static void unzip() throws IOException {
        zip = Unzipped.into(directory);
    }

    @Test
    void shouldHoldProgramsJarsAndLicences() throws IOException {
        assertThat(zip.names("")).containsExactly("CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "bin", "lib");
        assertThat(zip.names("bin")).containsExactly("hakaru", "java", "jvm.options", "kakeru");
        assertThat(zip.names("lib")).contains("hakaru.jar", "kakeru.jar").noneMatch(name -> name.contains("junit"));
    }

    @Test
    void shouldNameTheLicenceOfEveryJar() throws IOException {
        String notice = zip.text("NOTICE");
        String ours = "-" + zip.version() + ".jar";

        assertThat(zip.names("lib"))
                .filteredOn(jar -> !jar.endsWith(ours) && !jar.equals("hakaru.jar") && !jar.equals("kakeru.jar"))
                .allSatisfy(jar -> assertThat(notice.lines().filter(line -> names(line, jar)))
                        .as("lines of NOTICE about " + jar)
                        .hasSize(1));
    }

    /** A line begins with what jars are called; a star stands for any ending, such as a version's. */
    private static boolean names(String line, String jar) {
        return Pattern.compile(" +")
                .splitAsStream(line.replaceFirst(" {3,}.*", ""))
                .filter(pattern -> pattern.length() > 1 && pattern.endsWith("*"))
                .anyMatch(pattern -> jar.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    @Test
    void shouldCountEveryBeaconOfItsOwnLoadTest() throws Exception {
        try (Program hakaru = Program.start(zip.home().resolve("bin/hakaru"), THIS_JAVA, options())) {
            Await.until("the run to be ready", LIMIT, () -> {
                assertThat(hakaru.isAlive()).as(hakaru.output()).isTrue();
                return hakaru.output().contains("Ctrl-C");
            });

            try (Program kakeru = Program.start(zip.home().resolve("bin/kakeru"), THIS_JAVA, load())) {
                assertThat(kakeru.exitCode(LIMIT)).as(kakeru.output()).isZero();
                assertThat(kakeru.output()).doesNotContain("WARNING");
            }
            assertThat(hakaru.output()).contains("http://127.0.0.1:" + api + "/hakaru");
            hakaru.terminate();
            assertThat(hakaru.exitCode(LIMIT)).as(hakaru.output()).isZero();
            assertThat(hakaru.output()).doesNotContain("WARNING");
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(
                List.of("--data-dir=" + directory.resolve("state"), "--port=" + api, "--mariadb-port=" + database));
        for (String port :
                List.of("ingest-management", "aggregator-management", "sink-management", "kafka", "report")) {
            options.add("--" + port + "-port=" + Ports.free());
        }
        return options;
    }

    private List<String> load() {
        return List.of(
                "--url=http://127.0.0.1:" + api + "/hakaru",
                "--rate=200",
                "--duration=2s",
                "--ids",
                "--success-goal=100%",
                "--jdbc-url=jdbc:mysql://127.0.0.1:" + database + "/hakaru");
    }

    /** All by a shell: in such a locale this Java, too, can neither make nor delete such a folder. */
    @Test
    void shouldRunThroughALinkToAFolderWhoseNameIsNotAsciiInAnyLocale() throws Exception {
        String script = """
                cd "$2"
                folder=$(printf 'Z\\303\\244hler und mehr')
                trap 'rm -r "$folder"' EXIT
                cp -r "$1" "$folder"
                for program in hakaru kakeru; do
                  ln -s "../bin/$program" "$folder/lib/link"
                  "$folder/lib/link" --version
                  rm "$folder/lib/link"
                done
                """;
        Map<String, String> locale = Map.of("JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C");
        List<String> arguments = List.of("-euc", script, "sh", zip.home().toString(), directory.toString());

        try (Program shell = Program.start(Path.of("/bin/sh"), locale, arguments)) {
            assertThat(shell.exitCode(LIMIT)).as(shell.output()).isZero();
            assertThat(shell.output()).isEqualTo("hakaru %1$s\nkakeru %1$s\n".formatted(zip.version()));
        }
    }

    @Test
    void shouldRefuseAJavaThatIsTooOld() throws Exception {
        Path home = directory.resolve("old-java");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        for (String name : List.of("hakaru", "kakeru")) {
            Path file = zip.home().resolve("bin").resolve(name);
            try (Program program = Program.start(file, Map.of("JAVA_HOME", home.toString()), List.of())) {
                assertThat(program.exitCode(LIMIT)).isEqualTo(1);
                assertThat(program.output()).isEqualTo(java + " is Java 11: hakaru needs Java 17 or newer.\n");
            }
        }
    }
}
