package hakaru.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The dashboards that Grafana is given, by file name. */
record GrafanaDashboards(TreeMap<String, JsonNode> dashboards) {
    private static final Path DIRECTORY = Path.of("..", "monitoring", "grafana");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    static GrafanaDashboards load() throws IOException {
        TreeMap<String, JsonNode> dashboards = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DIRECTORY.resolve("dashboards"), "*.json")) {
            for (Path file : files) {
                dashboards.put(file.getFileName().toString(), JSON.readTree(file.toFile()));
            }
        }
        return new GrafanaDashboards(dashboards);
    }

    /** The uids of the data sources that are provisioned. */
    static Set<String> dataSources() {
        Path file = DIRECTORY.resolve(Path.of("provisioning", "datasources", "hakaru.yml"));
        return PrometheusRules.maps(PrometheusRules.document(file).get("datasources")).stream()
                .map(source -> String.valueOf(source.get("uid")))
                .collect(Collectors.toSet());
    }

    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        dashboards
                .values()
                .forEach(dashboard -> dashboard.required("panels").forEach(panel -> {
                    panels.add(panel);
                    panel.path("panels").forEach(panels::add);
                }));
        // A row only has a title.
        panels.removeIf(panel -> panel.path("type").asText().equals("row"));
        return panels;
    }

    List<JsonNode> targets() {
        return panels().stream()
                .flatMap(panel -> StreamSupport.stream(panel.path("targets").spliterator(), false))
                .toList();
    }

    /** What the panels ask Prometheus. */
    List<String> expressions() {
        return targets().stream()
                .map(target -> target.path("expr").asText())
                .filter(expression -> !expression.isEmpty())
                .toList();
    }

    /** What the panels ask MySQL, with any time in place of the one that Grafana puts in. */
    List<String> statements() {
        return targets().stream()
                .map(target -> target.path("rawSql").asText())
                .filter(statement -> !statement.isEmpty())
                .map(statement -> statement.replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 > '2000-01-01'"))
                .toList();
    }
}
