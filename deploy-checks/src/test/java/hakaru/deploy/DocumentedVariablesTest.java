package hakaru.deploy;

import hakaru.aggregator.AggregatorConfig;
import hakaru.ingest.IngestConfig;
import hakaru.report.ReportConfig;
import hakaru.report.ReportService;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.Variable;
import hakaru.sink.SinkConfig;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedVariablesTest {
    @Test
    void shouldDocumentEveryVariable() throws IOException {
        List<Variable> services = Stream.<Function<Settings, ?>>of(
                        IngestConfig::from, AggregatorConfig::from, SinkConfig::from)
                .flatMap(reader -> Settings.variablesOf(reader).stream())
                .distinct()
                .toList();

        section("shared variables", services, name -> name.startsWith("KAFKA_"));
        section("ingest-api variables", services, name -> name.startsWith(IngestConfig.PREFIX));
        section("aggregator variables", services, name -> name.startsWith(AggregatorConfig.PREFIX));
        section("sink-mysql variables", services, name -> name.startsWith(SinkConfig.PREFIX) || isOfMysql(name));
        section(
                "report variables",
                Settings.variablesOf(ReportService.Config::from),
                name -> name.startsWith(ReportConfig.PREFIX) || isOfMysql(name));
    }

    private static boolean isOfMysql(String name) {
        return name.startsWith("MYSQL_");
    }

    private static void section(String name, List<Variable> variables, Predicate<String> belongs) throws IOException {
        String rows = variables.stream()
                .filter(variable -> belongs.test(variable.name()))
                .map(variable -> "| `%s` | %s | %s |%n"
                        .formatted(variable.name(), code(variable.fallback()), variable.description()))
                .collect(Collectors.joining());
        new DocumentSection(DocumentSection.OPERATIONS, name)
                .assertSays("| variable | default | meaning |\n| --- | --- | --- |\n" + rows);
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
