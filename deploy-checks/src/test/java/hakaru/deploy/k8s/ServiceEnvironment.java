package hakaru.deploy.k8s;

import hakaru.aggregator.AggregatorConfig;
import hakaru.ingest.IngestConfig;
import hakaru.report.ReportService;
import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.Variable;
import hakaru.sink.SinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Each service accepts the environment its container gives it, reads every variable, and misses none. */
final class ServiceEnvironment {
    private static final Set<String> OF_EVERY_JVM =
            Set.of("JAVA_TOOL_OPTIONS", "LOG_FORMAT", "LOG_LEVEL", "LOG_LEVEL_LIBRARIES");
    private static final String FILE = "_FILE";

    private final Container container;
    private final Map<String, String> given;
    private final List<String> problems = new ArrayList<>();

    private ServiceEnvironment(Manifests manifests, Container container) {
        this.container = container;
        this.given = new Environment(manifests, container).values();
    }

    static List<String> problems(Manifests manifests) {
        return manifests
                .containers()
                .flatMap(container -> new ServiceEnvironment(manifests, container).check().stream())
                .toList();
    }

    private List<String> check() {
        if (container.image().contains("hakaru/ingest-api:")) {
            check(IngestConfig::from, Set.of("KAFKA_BOOTSTRAP_SERVERS", "INGEST_DRAIN_DELAY"));
        }
        if (container.image().contains("hakaru/aggregator:")) {
            check(AggregatorConfig::from, Set.of("KAFKA_BOOTSTRAP_SERVERS", "AGGREGATOR_INSTANCE_ID"));
            requirePodName("AGGREGATOR_INSTANCE_ID");
            requireNoState();
        }
        if (container.image().contains("hakaru/sink-mysql:")) {
            boolean migrates = container.json().at("/args/0").asText().equals("migrate");
            Set<String> required = migrates
                    ? Set.of("MYSQL_URL", "MYSQL_MIGRATION_USER", "MYSQL_MIGRATION_PASSWORD")
                    : Set.of(
                            "KAFKA_BOOTSTRAP_SERVERS", "MYSQL_URL", "MYSQL_USER", "MYSQL_PASSWORD", "SINK_INSTANCE_ID");
            check(SinkConfig::from, required);
            if (!migrates) {
                requirePodName("SINK_INSTANCE_ID");
            }
        }
        if (container.image().contains("hakaru/report:")) {
            check(
                    ReportService.Config::from,
                    Set.of("KAFKA_BOOTSTRAP_SERVERS", "MYSQL_URL", "MYSQL_PASSWORD", "REPORT_HOST"));
        }
        return problems;
    }

    private <C> void check(Function<Settings, C> reader, Set<String> required) {
        List<String> read =
                Settings.variablesOf(reader).stream().map(Variable::name).toList();
        Map<String, String> environment = withFilesRead(read);
        try {
            Settings.load(environment, reader);
        } catch (InvalidConfigurationException e) {
            problem(String.valueOf(e.getMessage()));
        }
        environment.keySet().stream()
                .filter(name -> !OF_EVERY_JVM.contains(name) && !isRead(name, read))
                .forEach(name -> problem(name + " is read by nobody"));
        required.stream()
                .filter(name -> !environment.containsKey(name))
                .forEach(name -> problem(name + " is not given"));
    }

    /** As after the service has read the file: the name without its suffix. */
    private Map<String, String> withFilesRead(List<String> read) {
        Map<String, String> environment = new TreeMap<>();
        given.forEach((name, value) -> {
            String plain = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
            boolean isFile = !plain.equals(name) && isRead(plain, read);
            environment.put(isFile ? plain : name, isFile ? Environment.FROM_CLUSTER : value);
        });
        return environment;
    }

    private static boolean isRead(String name, List<String> read) {
        return read.contains(name) || clientPrefixes(read).anyMatch(name::startsWith);
    }

    private static Stream<String> clientPrefixes(List<String> read) {
        return read.stream()
                .filter(variable -> variable.endsWith("*"))
                .map(variable -> variable.substring(0, variable.length() - 1));
    }

    /** Static membership by the pod's name. */
    private void requirePodName(String variable) {
        boolean isPodName = container.json().findParents("fieldPath").stream()
                .anyMatch(field -> field.path("fieldPath").asText().equals("metadata.name"));
        if (!isPodName) {
            problem(variable + " is not the pod's name");
        }
    }

    /** All that is to be kept is in Kafka. */
    private void requireNoState() {
        boolean keeps = container.workload().manifest().json().findValue("volumeClaimTemplates") != null
                || container.workload().pod().findValue("persistentVolumeClaim") != null;
        if (keeps) {
            problem("the aggregator must keep nothing in a volume");
        }
    }

    private void problem(String what) {
        problems.add(container.id() + ": " + what);
    }
}
