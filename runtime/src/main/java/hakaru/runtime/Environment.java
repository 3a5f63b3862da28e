package hakaru.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Environment variables, where {@code NAME_FILE} may name a file that holds the value of {@code NAME}. */
record Environment(Map<String, String> values) {
    static final String FILE_SUFFIX = "_FILE";

    Environment {
        values = Map.copyOf(values);
    }

    /**
     * Reads a variable, or the file its {@code _FILE} twin names, without the line break at its end.
     *
     * @throws IllegalArgumentException when both are set or the file cannot be read
     */
    Optional<String> get(String name) {
        String value = values.get(name);
        String file = values.get(name + FILE_SUFFIX);
        if (file == null) {
            return Optional.ofNullable(value).filter(text -> !text.isEmpty());
        }
        if (value != null) {
            throw new IllegalArgumentException("is set twice: directly and by " + name + FILE_SUFFIX);
        }
        return Optional.of(read(file));
    }

    /** Variables whose name starts with {@code prefix}, in order of name. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>(values);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    static String withoutFileSuffix(String name) {
        return name.endsWith(FILE_SUFFIX) ? name.substring(0, name.length() - FILE_SUFFIX.length()) : name;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read from the file " + file + ": " + e, e);
        }
    }
}
