package hakaru.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml and the variables that .env.example gives it. */
record ComposeFile(Map<String, ComposeService> services, Map<String, String> variables) {
    static final Path ROOT = Path.of("..");
    /** {@code ${NAME}}, {@code ${NAME:-default}} or {@code ${NAME:?what to do}}. */
    static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

    static ComposeFile read() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<?, ?> file = new Yaml(new SafeConstructor(strict)).load(text("docker-compose.yml"));
        Map<?, ?> services = Objects.requireNonNull((Map<?, ?>) file.get("services"));
        return new ComposeFile(
                services.entrySet().stream()
                        .map(entry -> new ComposeService(entry.getKey().toString(), (Map<?, ?>) entry.getValue()))
                        .collect(Collectors.toMap(ComposeService::name, Function.identity())),
                text(".env.example")
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    ComposeService service(String name) {
        ComposeService service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("docker-compose.yml has no service " + name);
        }
        return service;
    }

    /** Those that run an image of ours. */
    List<ComposeService> ours() {
        return services.values().stream()
                .filter(service -> !service.module().isEmpty())
                .toList();
    }

    /** A service's variables as the process sees them, when each password is {@code secret}. */
    Map<String, String> environment(String service) {
        return service(service).environment().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> interpolate(entry.getValue())));
    }

    private String interpolate(String text) {
        return REFERENCE.matcher(text).replaceAll(this::value);
    }

    private String value(MatchResult reference) {
        String value = variables.getOrDefault(reference.group(1), "");
        if (value.isEmpty()) {
            return "-".equals(reference.group(2)) ? reference.group(3) : "secret";
        }
        return value;
    }
}
