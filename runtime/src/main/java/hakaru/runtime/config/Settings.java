package hakaru.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Reads a configuration from environment variables and reports all that is wrong with it at once: a value that cannot
 * be read, a relation between values that does not hold, and a variable that nothing reads and that begins like one of its.
 *
 * <p>A configuration is a function of this reader. Each call names a variable, its default and its meaning, so that the
 * documentation can be checked against what is really read. A relation between values is checked by a constructor of the
 * configuration, and a part whose relation variables can break is read as a {@link #section}. Not safe for use by several
 * threads.
 */
public final class Settings {
    private final Environment environment;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<String> clientPrefixes = new ArrayList<>();
    /** Each once: two sections may read the same variable. */
    private final Set<String> problems = new LinkedHashSet<>();

    private Settings(Map<String, String> environment) {
        this.environment = new Environment(environment);
    }

    /**
     * Makes a configuration from an environment. A variable that begins like one that is read, with {@code INGEST_} or
     * {@code KAFKA_}, must be one that is read.
     *
     * @throws InvalidConfigurationException naming every problem
     */
    public static <C> C load(Map<String, String> environment, Function<Settings, C> reader) {
        Settings settings = new Settings(environment);
        C configuration = settings.section(reader);
        settings.reportUnknown();
        if (!settings.problems.isEmpty()) {
            throw new InvalidConfigurationException(settings.problems);
        }
        return configuration;
    }

    /** The variables that a configuration reads, in reading order. */
    public static List<Variable> variablesOf(Function<Settings, ?> reader) {
        Settings settings = new Settings(Map.of());
        settings.section(reader);
        return List.copyOf(settings.variables.values());
    }

    /**
     * A part of a configuration whose constructor checks relations between values. Where one does not hold, reading goes on
     * with the part's defaults, which go together, so that the next problem is found too.
     */
    public <C> C section(Function<Settings, C> reader) {
        try {
            return reader.apply(this);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            Settings defaults = new Settings(Map.of());
            C standIn = reader.apply(defaults);
            // What the relation kept from being read is not unknown.
            variables.putAll(defaults.variables);
            clientPrefixes.addAll(defaults.clientPrefixes);
            return standIn;
        }
    }

    public String string(String name, String fallback, String description) {
        return read(name, fallback, description, text -> text);
    }

    /**
     * A text that keeps a rule.
     *
     * @param rule returns the text, or throws an {@link IllegalArgumentException} whose message stands after the name
     */
    public String string(String name, String fallback, UnaryOperator<String> rule, String description) {
        return read(name, fallback, description, rule);
    }

    public Optional<String> optional(String name, String description) {
        return Optional.of(string(name, "", description)).filter(text -> !text.isEmpty());
    }

    public Secret secret(String name, String description) {
        return new Secret(string(name, "", description));
    }

    /** A name or an address to listen on. */
    public String host(String name, String fallback, String description) {
        return read(name, fallback, description, Values::host);
    }

    public int port(String name, int fallback, String description) {
        return integer(name, fallback, 0, 65_535, description);
    }

    public int integer(String name, int fallback, int min, int max, String description) {
        return read(name, Integer.toString(fallback), description, text -> Values.integer(text, min, max));
    }

    public boolean flag(String name, boolean fallback, String description) {
        return read(name, Boolean.toString(fallback), description, Values::flag);
    }

    /** A length of time such as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h} or {@code 7d}. */
    public Duration duration(String name, String fallback, Duration min, Duration max, String description) {
        return read(name, fallback, description, text -> Values.duration(text, min, max));
    }

    /** A size in bytes, such as {@code 65536}, {@code 512KiB} or {@code 32MiB}. */
    public int bytes(String name, String fallback, int min, int max, String description) {
        return read(name, fallback, description, text -> Values.bytes(text, min, max));
    }

    /**
     * Collects the client settings under a prefix: {@code PREFIX_LINGER_MS=5} becomes {@code linger.ms=5}.
     *
     * @param known settings the client knows; another name is a problem, and so is a value that the client refuses
     * @param guarded names that carry a guarantee of the pipeline; setting one is a problem
     */
    public ClientProperties client(
            String prefix, Map<String, ConfigKey> known, Set<String> guarded, String description) {
        clientPrefixes.add(prefix);
        variables.put(prefix + "*", new Variable(prefix + "*", "", description));
        ClientProperties.Reading reading = ClientProperties.read(environment, prefix, known, guarded);
        problems.addAll(reading.problems());
        return reading.properties();
    }

    /** Notes a problem and goes on with the default, so that the next problem is found too. */
    private <T> T read(String name, String fallback, String description, Function<String, T> parser) {
        variables.put(name, new Variable(name, fallback, description));
        try {
            return parser.apply(environment.get(name).orElse(fallback));
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage());
            return parser.apply(fallback);
        }
    }

    private void reportUnknown() {
        variables.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('_') + 1))
                .distinct()
                .filter(prefix -> !prefix.isEmpty())
                .forEach(this::reportUnknown);
    }

    private void reportUnknown(String prefix) {
        for (String name : environment.startingWith(prefix)) {
            if (!isRead(name) && !environment.isServiceLink(name)) {
                String question = Suggestion.from(variables.keySet(), Environment.withoutFileSuffix(name));
                problems.add(name + " is not a variable of this service" + question);
            }
        }
    }

    private boolean isRead(String name) {
        return variables.containsKey(name)
                || variables.containsKey(Environment.withoutFileSuffix(name))
                || clientPrefixes.stream().anyMatch(name::startsWith);
    }
}
