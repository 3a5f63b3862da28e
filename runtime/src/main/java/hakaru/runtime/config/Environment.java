package hakaru.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Environment variables, where {@code NAME_FILE} may name a file that holds the value of {@code NAME}. */
record Environment(Map<String, String> values) {
    private static final String FILE_SUFFIX = "_FILE";
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_.+)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern LINKED_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
    private static final Pattern LINE_BREAK_AT_END = Pattern.compile("\\R\\z");

    Environment {
        values = Map.copyOf(values);
    }

    /**
     * Reads a variable, or the file its {@code _FILE} twin names, without the line break at its end. One that is empty
     * counts as not set.
     *
     * @throws IllegalArgumentException when both are set or the file cannot be read
     */
    Optional<String> get(String name) {
        Optional<String> value = set(name);
        Optional<String> file = set(name + FILE_SUFFIX);
        if (value.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException("is set twice: directly and by " + name + FILE_SUFFIX);
        }
        return value.or(() -> file.map(Environment::read));
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }

    /** Names of variables that start with {@code prefix}, in their order. */
    List<String> startingWith(String prefix) {
        return values.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /**
     * Whether Kubernetes, or Docker's links, made a variable, about a service that happens to be named like one of ours:
     * {@code KAFKA_SERVICE_HOST}, {@code MYSQL_PORT_3306_TCP_ADDR}. A port that a person wrote is a number, theirs an address.
     */
    boolean isServiceLink(String name) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT")
                        && LINKED_ADDRESS.matcher(values.getOrDefault(name, "")).matches());
    }

    static String withoutFileSuffix(String name) {
        return name.endsWith(FILE_SUFFIX) ? name.substring(0, name.length() - FILE_SUFFIX.length()) : name;
    }

    private static String read(String file) {
        try {
            // Only the line break goes: a password may end in a space.
            return LINE_BREAK_AT_END.matcher(Files.readString(Path.of(file))).replaceFirst("");
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read from the file " + file + ": " + e, e);
        }
    }
}
