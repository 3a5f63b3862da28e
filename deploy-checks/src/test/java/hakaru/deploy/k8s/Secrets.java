package hakaru.deploy.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Secrets that will be there, none of which is in a file of ours: name to keys. */
record Secrets(Map<String, Set<String>> keys) {
    /** Where the operator is told what to make. */
    static final Path DOCUMENT = Path.of("..", "docs", "kubernetes.md");
    /** A row of the table of Secrets: name, keys, and what they are. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (`[a-z.-]+`(?:, `[a-z.-]+`)*) \\|.*\\|$");

    /** Those that docs/kubernetes.md tells the operator to make, and those that Strimzi makes. */
    static Secrets of(Manifests manifests) {
        Map<String, Set<String>> keys = new HashMap<>(documented());
        manifests.of("KafkaUser").forEach(user -> keys.put(user.name(), Set.of("password", "sasl.jaas.config")));
        manifests.of("Kafka").forEach(kafka -> keys.put(kafka.name() + "-cluster-ca-cert", Set.of("ca.crt")));
        return new Secrets(keys);
    }

    boolean has(String name, String key) {
        return keys.getOrDefault(name, Set.of()).contains(key);
    }

    private static Map<String, Set<String>> documented() {
        try {
            return ROW.matcher(Files.readString(DOCUMENT))
                    .results()
                    .collect(Collectors.toMap(
                            row -> row.group(1),
                            row -> Set.of(row.group(2).replace("`", "").split(", "))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DOCUMENT, e);
        }
    }
}
