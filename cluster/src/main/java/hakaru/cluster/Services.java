package hakaru.cluster;

import hakaru.cluster.database.Account;
import hakaru.cluster.node.JavaCommand;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.NodeSpec;
import hakaru.cluster.node.Tier;
import hakaru.embedded.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some of each service, wired as the manifests wire them. */
final class Services {
    private static final int HEAP = 128;

    private final ClusterOptions options;
    private final Map<String, String> shared;
    private final Map<Node, Integer> managementPorts = new LinkedHashMap<>();
    private final List<Integer> beaconPorts = new ArrayList<>();

    Services(ClusterOptions options, String bootstrapServers, String jdbcUrl) {
        this.options = options;
        this.shared = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "KAFKA_TOPIC_PARTITIONS", Integer.toString(options.partitions),
                "KAFKA_TOPIC_REPLICATION_FACTOR", Integer.toString(Brokers.NUMBER));
        for (int i = 1; i <= options.instances; i++) {
            addIngestApi(i);
            add("aggregator", "AGGREGATOR_", i, Map.of("AGGREGATOR_INSTANCE_ID", "aggregator-" + i));
            add("sink-mysql", "SINK_", i, sink(i, jdbcUrl));
        }
    }

    /** In the order of the data. */
    List<Node> nodes() {
        return managementPorts.keySet().stream()
                .sorted(java.util.Comparator.comparing(Node::tier).thenComparing(Node::name))
                .toList();
    }

    int managementPort(Node service) {
        Integer port = managementPorts.get(service);
        if (port == null) {
            throw new IllegalArgumentException(service.name() + " has no management port");
        }
        return port;
    }

    /** Before the first start: puts aggregators and sinks under clocks that can jump. */
    void fakeTime() {
        Map<Node, Integer> faked = new LinkedHashMap<>();
        managementPorts.forEach((node, port) ->
                faked.put(node.tier() == Tier.INGEST_API ? node : new Node(FakeTime.over(node.spec())), port));
        managementPorts.clear();
        managementPorts.putAll(faked);
    }

    /** The ports of the APIs, by their number. */
    List<Integer> beaconPorts() {
        return beaconPorts;
    }

    private void addIngestApi(int number) {
        int port = Ports.free();
        beaconPorts.add(port);
        add(
                "ingest-api",
                "INGEST_",
                number,
                Map.of(
                        "INGEST_HOST",
                        "127.0.0.1",
                        "INGEST_PORT",
                        Integer.toString(port),
                        "INGEST_ACK_TIMEOUT",
                        Brokers.LONGEST_FAILOVER));
    }

    private static Map<String, String> sink(int number, String jdbcUrl) {
        return Map.of(
                "SINK_INSTANCE_ID", "sink-" + number,
                "MYSQL_URL", jdbcUrl,
                "MYSQL_USER", Account.WRITER.user(),
                "MYSQL_PASSWORD", Account.WRITER.password(),
                "MYSQL_MIGRATION_USER", Account.MIGRATION.user(),
                "MYSQL_MIGRATION_PASSWORD", Account.MIGRATION.password());
    }

    private void add(String module, String prefix, int number, Map<String, String> own) {
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(shared);
        environment.putAll(own);
        environment.putAll(options.variablesOf(prefix));
        environment.put(prefix + "MANAGEMENT_HOST", "127.0.0.1");
        environment.put(prefix + "MANAGEMENT_PORT", Integer.toString(port));
        String name = tier(module).label() + "-" + number;
        Path jar = options.home.resolve(module).resolve("target").resolve(module + ".jar");
        managementPorts.put(
                new Node(new NodeSpec(
                        name,
                        tier(module),
                        options.work.resolve(name).toAbsolutePath(),
                        JavaCommand.jar(jar, HEAP, List.of()),
                        environment)),
                port);
    }

    private static Tier tier(String module) {
        return switch (module) {
            case "ingest-api" -> Tier.INGEST_API;
            case "aggregator" -> Tier.AGGREGATOR;
            case "sink-mysql" -> Tier.SINK;
            default -> throw new IllegalArgumentException(module);
        };
    }
}
