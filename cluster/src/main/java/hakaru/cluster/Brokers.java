package hakaru.cluster;

import hakaru.cluster.node.JavaCommand;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.NodeSpec;
import hakaru.cluster.node.Tier;
import hakaru.embedded.Directories;
import hakaru.embedded.Ports;
import hakaru.testkit.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Three brokers, each of them a controller as well, with three replicas of everything and two that must have a record. */
final class Brokers {
    static final int NUMBER = 3;
    /** That of one that is the controller too: a session begins anew with the next controller, after its election. */
    static final String LONGEST_FAILOVER = "8s";

    private static final int HEAP = 320;

    private final String clusterId = Uuid.randomUuid().toString();
    private final Path work;
    private final List<Listeners> listeners;
    private final List<Node> nodes;

    /** The ports of one broker: where it listens, and where others find it. */
    private record Listeners(Wire clients, Wire brokers, Wire controller) {}

    private record Wire(int port, int reachedAt) {
        static Wire of(Network network, String broker) {
            int port = Ports.free();
            return new Wire(port, network.wire(broker, port));
        }
    }

    Brokers(Path work, Network network) {
        this.work = work;
        this.listeners = IntStream.rangeClosed(1, NUMBER)
                .mapToObj(id -> new Listeners(
                        Wire.of(network, name(id)), Wire.of(network, name(id)), Wire.of(network, name(id))))
                .toList();
        this.nodes = IntStream.rangeClosed(1, NUMBER).mapToObj(this::node).toList();
    }

    static String name(int id) {
        return "broker-" + id;
    }

    static int id(Node broker) {
        return Integer.parseInt(broker.name().substring("broker-".length()));
    }

    List<Node> nodes() {
        return nodes;
    }

    String bootstrapServers() {
        return listeners.stream()
                .map(ports -> "127.0.0.1:" + ports.clients().reachedAt())
                .collect(Collectors.joining(","));
    }

    /** Formats what is new, and starts all at once: one alone has no quorum. */
    void start() {
        nodes.forEach(broker -> {
            format(broker);
            broker.start();
        });
    }

    /** Takes everything from a broker that does not run; it comes back empty, under its old name. */
    void loseDisk(Node broker) {
        try {
            Directories.delete(log(broker));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        format(broker);
    }

    private Path log(Node broker) {
        return broker.directory().resolve("log");
    }

    private void format(Node broker) {
        try {
            Files.createDirectories(log(broker));
            Files.write(broker.directory().resolve("broker.properties"), settings(id(broker)));
            new Formatter()
                    .setClusterId(clusterId)
                    .setNodeId(id(broker))
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(log(broker).toString())
                    .addDirectory(log(broker).toString())
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("%s could not be formatted".formatted(broker.name()), e);
        }
    }

    private Node node(int id) {
        Path directory = work.resolve(name(id)).toAbsolutePath();
        List<String> command = JavaCommand.main("kafka.Kafka", HEAP, List.of("broker.properties"));
        return new Node(new NodeSpec(name(id), Tier.BROKER, directory, command, Map.of()));
    }

    private List<String> settings(int id) {
        Listeners own = listeners.get(id - 1);
        List<String> settings = new ArrayList<>(List.of(
                "process.roles=broker,controller",
                "node.id=" + id,
                "controller.quorum.voters=" + voters(),
                "listeners=CLIENTS://127.0.0.1:%d,BROKERS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(
                                own.clients().port(),
                                own.brokers().port(),
                                own.controller().port()),
                "advertised.listeners=CLIENTS://127.0.0.1:%d,BROKERS://127.0.0.1:%d"
                        .formatted(own.clients().reachedAt(), own.brokers().reachedAt()),
                "listener.security.protocol.map=CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=BROKERS",
                "controller.listener.names=CONTROLLER",
                "log.dirs=" + work.resolve(name(id)).toAbsolutePath().resolve("log")));
        settings.addAll(durability());
        settings.addAll(failover());
        settings.addAll(footprint());
        return settings;
    }

    private static List<String> durability() {
        return List.of(
                "auto.create.topics.enable=false",
                "default.replication.factor=3",
                "min.insync.replicas=2",
                "unclean.leader.election.enable=false",
                "offsets.topic.replication.factor=3",
                "transaction.state.log.replication.factor=3",
                "transaction.state.log.min.isr=2",
                "share.coordinator.state.topic.replication.factor=3",
                "share.coordinator.state.topic.min.isr=2");
    }

    /** What waits for a killed broker waits until its session has ended: within {@code INGEST_ACK_TIMEOUT} it gets its 200. */
    private static List<String> failover() {
        return List.of("broker.session.timeout.ms=3000", "broker.heartbeat.interval.ms=500");
    }

    /** For two cores that eleven JVMs share; nothing that decides how long an outage lasts. */
    private static List<String> footprint() {
        return List.of(
                "offsets.topic.num.partitions=6",
                "transaction.state.log.num.partitions=6",
                "num.network.threads=2",
                "num.io.threads=4",
                "background.threads=2",
                "num.recovery.threads.per.data.dir=1",
                "log.segment.bytes=67108864",
                "log.cleaner.dedupe.buffer.size=4194304");
    }

    private String voters() {
        return IntStream.rangeClosed(1, NUMBER)
                .mapToObj(id -> "%d@127.0.0.1:%d"
                        .formatted(id, listeners.get(id - 1).controller().reachedAt()))
                .collect(Collectors.joining(","));
    }
}
