package hakaru.standalone;

import hakaru.report.ReportConfig;
import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.kafka.KafkaConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the standalone run is given.
 *
 * @param externalMysql whether {@code MYSQL_URL} names the database, instead of an embedded one
 * @param reset whether to delete all counts first
 * @param environment variables of the services; those that wire them together are set over them
 */
public record StandaloneConfig(
        Path dataDirectory,
        String host,
        Ports ports,
        boolean externalMysql,
        boolean reset,
        Map<String, String> environment) {
    static final String DATABASE = "hakaru";
    static final String LOOPBACK = "127.0.0.1";

    /** A variable may be given as a file, by its name and this. */
    private static final String FILE_SUFFIX = "_FILE";

    private static final Pattern KAFKAS_TOOLS = Pattern.compile("KAFKA_(HOME|DEBUG|(\\w+_)?OPTS)");

    /** Where one machine wants it otherwise than production. */
    private static final Map<String, String> DEFAULTS = Map.of(
            // Nobody balances load here: Ctrl-C need not wait for it.
            "INGEST_DRAIN_DELAY", "0s",
            // A killed run's successor takes its place in the groups at once.
            "AGGREGATOR_INSTANCE_ID", "standalone",
            "SINK_INSTANCE_ID", "standalone",
            // One thread counts more than one machine sends; a second one costs as much again while idle.
            "AGGREGATOR_THREADS", "1",
            // While nothing comes in, the consumers ask less often. What comes in is answered at once all the same.
            "AGGREGATOR_STREAMS_POLL_MS", "100",
            "AGGREGATOR_STREAMS_MAIN_CONSUMER_FETCH_MAX_WAIT_MS", "2000",
            "SINK_CONSUMER_FETCH_MAX_WAIT_MS", "2000");

    public StandaloneConfig {
        environment = Map.copyOf(environment);
    }

    /** Every port that is opened. */
    public record Ports(
            int api,
            int ingestManagement,
            int aggregatorManagement,
            int sinkManagement,
            int kafka,
            int database,
            int report) {
        /** The ports by the option that changes each. */
        Map<String, Integer> byOption() {
            Map<String, Integer> ports = new LinkedHashMap<>();
            ports.put("--port", api);
            ports.put("--ingest-management-port", ingestManagement);
            ports.put("--aggregator-management-port", aggregatorManagement);
            ports.put("--sink-management-port", sinkManagement);
            ports.put("--kafka-port", kafka);
            ports.put("--mariadb-port", database);
            ports.put("--report-port", report);
            return ports;
        }
    }

    /**
     * The variables that the three services are started with, as in production.
     *
     * @throws StartException when a database of the user's own is wanted, and none is named
     */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(DEFAULTS);
        variables
                .keySet()
                .removeIf(name ->
                        !environment.getOrDefault(name + FILE_SUFFIX, "").isEmpty());
        variables.putAll(environment);
        // A shell that is set up for another cluster or database, or for Kafka's tools, must not reach into this one.
        variables.keySet().removeIf(StandaloneConfig::isOfTheShell);
        wiring().forEach((name, value) -> {
            variables.put(name, value);
            variables.remove(name + FILE_SUFFIX);
        });
        variables.putAll(
                externalMysql
                        ? ExternalDatabase.variables(environment)
                        : SupervisedMariaDb.variables(ports.database()));
        return variables;
    }

    private static boolean isOfTheShell(String name) {
        return name.startsWith("KAFKA_CLIENT_")
                || name.startsWith("MYSQL_")
                || KAFKAS_TOOLS.matcher(name).matches();
    }

    /** What leads the services to each other, whatever the environment says. */
    private Map<String, String> wiring() {
        Map<String, String> wiring = new HashMap<>();
        wiring.put("KAFKA_BOOTSTRAP_SERVERS", LOOPBACK + ":" + ports.kafka());
        wiring.put("INGEST_HOST", host);
        wiring.put("INGEST_PORT", Integer.toString(ports.api()));
        putManagement(wiring, "INGEST", ports.ingestManagement());
        putManagement(wiring, "AGGREGATOR", ports.aggregatorManagement());
        putManagement(wiring, "SINK", ports.sinkManagement());
        return wiring;
    }

    /** What the report is started with. */
    ReportConfig report(ReportConfig.Database database, KafkaConfig kafka) {
        String api = "http://" + ReportConfig.HOST + ":" + ports.api();
        return new ReportConfig(new Endpoint(host, ports.report()), Set.of(), api, true, database, kafka);
    }

    DataDirectory data() {
        return new DataDirectory(dataDirectory);
    }

    private void putManagement(Map<String, String> variables, String service, int port) {
        variables.put(service + "_MANAGEMENT_HOST", host);
        variables.put(service + "_MANAGEMENT_PORT", Integer.toString(port));
    }
}
