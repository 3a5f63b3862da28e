package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.AggregatorConfig;
import hakaru.ingest.IngestConfig;
import hakaru.report.ReportService;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.Variable;
import hakaru.sink.SinkConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml gives to each process is what that process reads, and what it cannot do without. */
class ComposeVariablesTest {
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET).*");
    private static final Set<String> OF_THE_LOG = Set.of("LOG_FORMAT", "LOG_LEVEL", "LOG_LEVEL_LIBRARIES");

    private final ComposeFile compose;

    ComposeVariablesTest() throws IOException {
        compose = ComposeFile.read();
    }

    @Test
    void shouldConfigureEachProcess() {
        assertConfigures("ingest-api", IngestConfig::from);
        assertConfigures("aggregator", AggregatorConfig::from);
        assertConfigures("sink-mysql", SinkConfig::from);
        assertConfigures("migrate", SinkConfig::from);
        assertConfigures("report", ReportService.Config::from);
    }

    /** A default that means the own machine, or a directory beside the jar, is wrong in a container. */
    @Test
    void shouldReplaceDefaultsThatMeanThisMachine() {
        assertReplacesLocalDefaults("ingest-api", IngestConfig::from);
        assertReplacesLocalDefaults("aggregator", AggregatorConfig::from);
        assertReplacesLocalDefaults("sink-mysql", SinkConfig::from);
        assertReplacesLocalDefaults("report", ReportService.Config::from);
    }

    @Test
    void shouldLeadFromTheReportToThePublishedPortOfTheApi() {
        assertThat(compose.service("ingest-api").list("ports")).contains("127.0.0.1:${INGEST_PORT:-8081}:8081");
        assertThat(compose.service("report").environment())
                .containsEntry("REPORT_API_URL", "http://{host}:${INGEST_PORT:-8081}");
    }

    @Test
    void shouldLeaveTheTablesToTheMigration() {
        assertThat(compose.environment("migrate"))
                .containsEntry("MYSQL_MIGRATION_USER", "hakaru_migration")
                .containsEntry("MYSQL_MIGRATION_PASSWORD", "secret")
                .doesNotContainKey("MYSQL_PASSWORD");
        assertThat(compose.environment("sink-mysql"))
                .containsEntry("MYSQL_USER", "hakaru")
                .containsEntry("MYSQL_PASSWORD", "secret")
                .doesNotContainKeys("MYSQL_MIGRATION_USER", "MYSQL_MIGRATION_PASSWORD");
        assertThat(compose.service("report").environment())
                .containsEntry("MYSQL_USER", "redash")
                .containsEntry("MYSQL_PASSWORD", "${MYSQL_REDASH_PASSWORD:?run compose/new-env, which makes .env}");
    }

    @Test
    void shouldContainNoSecret() {
        assertThat(compose.variables())
                .allSatisfy(
                        (name, value) -> assertThat(value.isEmpty()).as(name).isEqualTo(isSecret(name)));
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThat(service.environment()).allSatisfy((name, value) -> {
                    if (isSecret(name)) {
                        // Without a value compose ends, and says what to do.
                        assertThat(value)
                                .as(service + " " + name)
                                .matches("\\$\\{[A-Z_]+:\\?[^}]*compose/new-env[^}]*}");
                    }
                }));
    }

    @Test
    void shouldExplainEachVariableOfTheComposeFiles() throws IOException {
        Map<String, String> defaults = references()
                .filter(reference -> "-".equals(reference.group(2)))
                .collect(Collectors.toMap(r -> r.group(1), r -> r.group(3), (first, same) -> first));

        assertThat(references().map(reference -> reference.group(1)))
                .allMatch(compose.variables()::containsKey)
                .containsAll(compose.variables().keySet().stream()
                        // This one is for compose itself.
                        .filter(name -> !name.equals("COMPOSE_FILE"))
                        .toList());
        assertThat(compose.variables()).containsAllEntriesOf(defaults);
    }

    @Test
    void shouldLogAsALoggerIsNamed() throws IOException {
        String logback = ComposeFile.text("runtime/src/main/resources/logback.xml");

        assertThat(logback).contains("<appender name=\"" + compose.variables().get("LOG_FORMAT") + "\"");
    }

    private <C> void assertConfigures(String service, Function<Settings, C> reader) {
        Map<String, String> environment = compose.environment(service);

        // Throws when a value is wrong, or when a variable that looks like one of the service's is not.
        assertThat(Settings.load(environment, reader)).isNotNull();
        assertThat(environment.keySet())
                .as("variables of %s", service)
                .allMatch(name -> OF_THE_LOG.contains(name)
                        || Settings.variablesOf(reader).stream().anyMatch(variable -> isNamed(variable, name)));
    }

    private static boolean isNamed(Variable variable, String name) {
        return variable.name().endsWith("*")
                ? name.startsWith(variable.name().replace("*", ""))
                : name.equals(variable.name());
    }

    private <C> void assertReplacesLocalDefaults(String service, Function<Settings, C> reader) {
        assertThat(compose.environment(service).keySet())
                .as("variables of %s", service)
                .containsAll(Settings.variablesOf(reader).stream()
                        .filter(variable -> variable.fallback().matches(".*(localhost|127\\.0\\.0\\.1).*|\\.hakaru.*"))
                        .map(Variable::name)
                        .toList());
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** Of all compose files, with which others may be combined. */
    private static Stream<MatchResult> references() throws IOException {
        try (Stream<Path> others = Files.list(ComposeFile.ROOT.resolve("compose"))) {
            Stream<Path> files = Stream.concat(
                    Stream.of(ComposeFile.ROOT.resolve("docker-compose.yml")),
                    others.filter(file -> file.toString().endsWith(".yml")).toList().stream());
            return files.flatMap(ComposeVariablesTest::referencesIn).toList().stream();
        }
    }

    private static Stream<MatchResult> referencesIn(Path file) {
        try {
            return ComposeFile.REFERENCE.matcher(Files.readString(file)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
