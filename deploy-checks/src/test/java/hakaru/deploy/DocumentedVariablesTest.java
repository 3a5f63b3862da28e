package hakaru.deploy;

import hakaru.aggregator.AggregatorConfig;
import hakaru.ingest.IngestConfig;
import hakaru.runtime.Settings;
import hakaru.runtime.Variable;
import hakaru.sink.SinkConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentedVariablesTest {
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    @Test
    void shouldDocumentEveryVariable() throws IOException {
        Settings.variablesOf(IngestConfig::from).forEach(this::add);
        Settings.variablesOf(AggregatorConfig::from).forEach(this::add);
        Settings.variablesOf(SinkConfig::from).forEach(this::add);

        section("shared variables", name -> name.startsWith("KAFKA_"));
        section("ingest-api variables", name -> name.startsWith(IngestConfig.PREFIX));
        section("aggregator variables", name -> name.startsWith(AggregatorConfig.PREFIX));
        section("sink-mysql variables", name -> name.startsWith(SinkConfig.PREFIX) || name.startsWith("MYSQL_"));
    }

    private void add(Variable variable) {
        variables.put(variable.name(), variable);
    }

    private void section(String name, Predicate<String> belongs) throws IOException {
        String rows = variables.values().stream()
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
