package hakaru.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules that Prometheus is given, as their files say. */
record PrometheusRules(List<Rule> rules) {
    static final Path DIRECTORY = Path.of("..", "monitoring", "prometheus");

    /** A recording rule, or an alert. */
    record Rule(Map<?, ?> text) {
        boolean isAlert() {
            return text.containsKey("alert");
        }

        String name() {
            return String.valueOf(text.get(isAlert() ? "alert" : "record"));
        }

        String expression() {
            return String.valueOf(text.get("expr"));
        }

        String annotation(String name) {
            return text.get("annotations") instanceof Map<?, ?> annotations
                    ? String.valueOf(annotations.get(name))
                    : "";
        }

        String severity() {
            return text.get("labels") instanceof Map<?, ?> labels ? String.valueOf(labels.get("severity")) : "";
        }
    }

    static PrometheusRules load() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (Map<?, ?> file : yaml(DIRECTORY.resolve("rules"))) {
            for (Map<?, ?> group : maps(file.get("groups"))) {
                maps(group.get("rules")).forEach(rule -> rules.add(new Rule(rule)));
            }
        }
        return new PrometheusRules(rules);
    }

    /** The names of the alerts that some test of the rules expects to be set off. */
    static Set<String> alertsSeenSetOff() throws IOException {
        return yaml(DIRECTORY.resolve("tests")).stream()
                .flatMap(file -> maps(file.get("tests")).stream())
                .flatMap(test -> maps(test.get("alert_rule_test")).stream())
                .filter(expectation -> !maps(expectation.get("exp_alerts")).isEmpty())
                .map(expectation -> String.valueOf(expectation.get("alertname")))
                .collect(Collectors.toSet());
    }

    List<Rule> alerts() {
        return rules.stream().filter(Rule::isAlert).toList();
    }

    Set<String> recorded() {
        return rules.stream().filter(rule -> !rule.isAlert()).map(Rule::name).collect(Collectors.toSet());
    }

    private static List<Map<?, ?>> yaml(Path directory) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.yml")) {
            files.forEach(file -> documents.add(document(file)));
        }
        return documents;
    }

    static Map<?, ?> document(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A list of maps, or nothing where the file has none. */
    static List<Map<?, ?>> maps(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> items) {
            items.forEach(item -> maps.add((Map<?, ?>) item));
        }
        return maps;
    }
}
