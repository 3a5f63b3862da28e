package hakaru.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docs/openapi.yaml} says, with its references followed. */
record OpenApi(Map<String, Object> document) {
    private static final Path FILE = Path.of("../docs/openapi.yaml");

    static OpenApi read() throws IOException {
        return new OpenApi(
                map(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(Files.readString(FILE))));
    }

    Set<String> paths() {
        return map(document.get("paths")).keySet();
    }

    /** In capitals, as a request spells them. */
    Set<String> methods(String path) {
        return map(map(document.get("paths")).get(path)).keySet().stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The answers of an operation by their status. */
    Map<Integer, Map<String, Object>> responses(String path, String method) {
        Map<String, Object> operation =
                map(map(map(document.get("paths")).get(path)).get(method.toLowerCase(Locale.ROOT)));
        Map<Integer, Map<String, Object>> responses = new TreeMap<>();
        map(operation.get("responses"))
                .forEach((status, response) -> responses.put(Integer.valueOf(status), resolved(response)));
        return responses;
    }

    /** The headers of an answer, each with the pattern that its value must have. */
    Map<String, Pattern> headers(Map<String, Object> response) {
        Map<String, Pattern> headers = new TreeMap<>();
        map(response.getOrDefault("headers", Map.of()))
                .forEach((name, header) ->
                        headers.put(name, pattern(map(resolved(header).get("schema")))));
        return headers;
    }

    private static Pattern pattern(Map<String, Object> schema) {
        Object constant = schema.get("const");
        return constant == null
                ? Pattern.compile(String.valueOf(schema.getOrDefault("pattern", ".+")))
                : Pattern.compile(Pattern.quote(constant.toString()));
    }

    /** The kinds of body that an answer may have, each with its schema. */
    Map<String, Map<String, Object>> content(Map<String, Object> response) {
        Map<String, Map<String, Object>> content = new TreeMap<>();
        map(response.getOrDefault("content", Map.of()))
                .forEach((type, media) -> content.put(type, resolved(map(media).get("schema"))));
        return content;
    }

    private Map<String, Object> resolved(@Nullable Object part) {
        Map<String, Object> map = map(part);
        Object reference = map.get("$ref");
        if (reference == null) {
            return map;
        }
        Map<String, Object> found = document;
        for (String step : reference.toString().substring("#/".length()).split("/", -1)) {
            found = map(found.get(step));
        }
        return found;
    }

    @SuppressWarnings("unchecked") // The file's mappings have keys that are text.
    static Map<String, Object> map(@Nullable Object part) {
        return (Map<String, Object>) Objects.requireNonNull(part, "a part that the description must have");
    }
}
