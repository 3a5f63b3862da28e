package hakaru.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/** Settings passed through to a Kafka client. Prints without what may be secret. */
public record ClientProperties(Map<String, String> values) {
    public static final ClientProperties NONE = new ClientProperties(Map.of());

    public ClientProperties {
        values = Map.copyOf(values);
    }

    /** What was read under a prefix, and what was wrong with it. */
    record Reading(ClientProperties properties, List<String> problems) {}

    static Reading read(Environment environment, String prefix, Map<String, ConfigKey> known, Set<String> guarded) {
        Map<String, String> values = new HashMap<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String variable : environment.startingWith(prefix)) {
            // Some settings end in .file themselves.
            boolean asWritten = known.containsKey(property(variable, prefix));
            names.add(asWritten ? variable : Environment.withoutFileSuffix(variable));
        }
        for (String name : names) {
            try {
                String property = checked(property(name, prefix), known.keySet(), guarded);
                ConfigKey key = Objects.requireNonNull(known.get(property));
                environment.get(name).ifPresent(value -> values.put(property, checked(value, key)));
            } catch (IllegalArgumentException e) {
                problems.add(name + " " + e.getMessage());
            }
        }
        return new Reading(new ClientProperties(values), problems);
    }

    private static String property(String variable, String prefix) {
        return variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String checked(String property, Set<String> known, Set<String> guarded) {
        if (guarded.contains(property)) {
            throw new IllegalArgumentException("cannot be set: " + property + " carries a guarantee of the pipeline");
        }
        if (!known.contains(property)) {
            throw new IllegalArgumentException(
                    "is not a client setting: " + property + Suggestion.from(known, property));
        }
        return property;
    }

    /** Refuses what the client would refuse, in its words. */
    private static String checked(String value, ConfigKey key) {
        try {
            var unused = new ConfigDef().define(key).parse(Map.of(key.name, value));
            return value;
        } catch (ConfigException e) {
            throw new IllegalArgumentException("cannot be used: " + e.getMessage(), e);
        }
    }

    /** These settings over {@code defaults}: what an operator sets wins. */
    public Map<String, Object> over(Map<String, Object> defaults) {
        Map<String, Object> merged = new HashMap<>(defaults);
        merged.putAll(values);
        return merged;
    }

    @Override
    public String toString() {
        Map<String, String> printed = new TreeMap<>(values);
        printed.replaceAll((name, value) -> mayBeSecret(name) ? Secret.MASK : value);
        return printed.toString();
    }

    private static boolean mayBeSecret(String name) {
        return name.contains("password") || name.contains("jaas") || name.contains("key") || name.contains("secret");
    }
}
