package hakaru.cluster;

import hakaru.cluster.database.Database;
import hakaru.cluster.database.MariaDb;
import hakaru.cluster.database.MySql;
import hakaru.cluster.fault.FaultKind.Need;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import hakaru.cluster.node.Wait;
import hakaru.contract.Topics;
import hakaru.testkit.network.Network;
import hakaru.testkit.network.Owners;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All that stands between a beacon and its row: three brokers, two of each service, a balancer and a database. */
public final class Cluster implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(HTTP_LIMIT).build();
    private final Network network;
    private final List<SmallDisk> disks;
    private final Database database;
    private final Brokers brokers;
    private final Services services;
    private final Balancer balancer;
    private final Kafka kafka;
    private final Supervisor supervisor;

    private Cluster(ClusterOptions options, Rigging rigging, Consumer<String> out)
            throws IOException, InterruptedException, SQLException {
        this.network = new Network(rigging.has(Need.RELAYS), new Owners(this::processes));
        this.brokers = new Brokers(options.work, network);
        this.disks = rigging.has(Need.SMALL_DISKS) ? mount(databaseDirectory(options)) : List.of();
        this.database = database(options, network);
        this.services = new Services(options, brokers.bootstrapServers(), database.jdbcUrl());
        if (rigging.has(Need.FAKE_TIME)) {
            services.fakeTime();
        }
        this.balancer = new Balancer(options.work, services);
        this.kafka = new Kafka(brokers.bootstrapServers());
        this.supervisor = new Supervisor(nodes(), out);
    }

    /** Starts everything at once, as after a power cut, and waits until it is ready. */
    static Cluster start(ClusterOptions options, Rigging rigging, Consumer<String> out)
            throws IOException, InterruptedException, SQLException {
        Cluster cluster = new Cluster(options, rigging, out);
        try {
            cluster.brokers.start();
            cluster.services.nodes().forEach(Node::start);
            cluster.balancer.start();
            cluster.supervisor.start();
            cluster.awaitReady();
            return cluster;
        } catch (InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public Network network() {
        return network;
    }

    public Database database() {
        return database;
    }

    public Kafka kafka() {
        return kafka;
    }

    public String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    String url() {
        return balancer.url();
    }

    Supervisor supervisor() {
        return supervisor;
    }

    public List<Node> tier(Tier tier) {
        return nodes().stream().filter(node -> node.tier() == tier).toList();
    }

    public Node node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no process is called " + name));
    }

    /** The names of a tier's processes. */
    public Set<String> names(Tier tier) {
        return tier(tier).stream().map(Node::name).collect(Collectors.toSet());
    }

    /** Names the wires that lead to a server. */
    public static String wiresTo(String server) {
        return "wires to " + server;
    }

    /** The brokers, and the wires to each of them. */
    public Set<String> brokersAndWires() {
        Set<String> names = new HashSet<>(names(Tier.BROKER));
        names(Tier.BROKER).forEach(broker -> names.add(wiresTo(broker)));
        return names;
    }

    /** All that a fault can strike. */
    public Set<String> all() {
        Set<String> names = brokersAndWires();
        nodes().forEach(node -> names.add(node.name()));
        names.addAll(Set.of(database.name(), wiresTo(database.name()), Kafka.TOPICS));
        return names;
    }

    public Node broker(int id) {
        return node(Brokers.name(id));
    }

    /** Takes everything from a broker that does not run. */
    public void loseDisk(Node broker) {
        brokers.loseDisk(broker);
    }

    /** Whether a process does its job again. */
    public boolean isReady(Node node) throws Exception {
        return switch (node.tier()) {
            case BROKER -> kafka.isWhole();
            case INGEST_API, AGGREGATOR, SINK -> answersReady(node);
            case DATABASE, BALANCER -> node.isAlive();
        };
    }

    public void awaitReady(Node node) throws InterruptedException {
        Wait.until("%s is ready; see %s".formatted(node.name(), node.log()), READY_LIMIT, () -> isReady(node));
    }

    /** Whether every record of the topic that {@code impressions} is now stands in the ledger. */
    public boolean hasCountedAll() throws Exception {
        String query = "SELECT SUM(counted_to) FROM hakaru.ledger WHERE topic_id = '%s'"
                .formatted(kafka.id(Topics.IMPRESSIONS));
        try (Connection connection = database.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() && rows.getLong(1) == kafka.records(Topics.IMPRESSIONS);
        }
    }

    @Override
    public void close() {
        supervisor.close();
        kafka.close();
        nodes().forEach(Node::resume);
        nodes().forEach(Node::kill);
        database.close();
        disks.forEach(SmallDisk::close);
        network.close();
    }

    private static Database database(ClusterOptions options, Network network)
            throws IOException, InterruptedException, SQLException {
        Optional<Path> archive = options.mysql();
        Path directory = databaseDirectory(options);
        return archive.isPresent()
                ? MySql.start(archive.get(), options.work.resolveSibling("mysql"), directory, network)
                : MariaDb.start(directory, network);
    }

    private static Path databaseDirectory(ClusterOptions options) {
        return options.work.resolve("database").toAbsolutePath();
    }

    private static List<SmallDisk> mount(Path directory) throws IOException, InterruptedException {
        List<SmallDisk> disks = new ArrayList<>();
        for (String server : List.of("mysql-1", "mysql-2")) {
            disks.add(SmallDisk.mount(directory.resolve(server)));
        }
        return disks;
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(brokers.nodes());
        nodes.addAll(services.nodes());
        nodes.add(balancer.node());
        nodes.addAll(database.nodes());
        return nodes;
    }

    private Map<String, Long> processes() {
        Map<String, Long> processes = new HashMap<>();
        nodes().forEach(node -> processes.put(node.name(), node.pid()));
        return processes;
    }

    private void awaitReady() throws InterruptedException {
        Wait.until("the brokers are up", READY_LIMIT, kafka::isUp);
        for (Node service : services.nodes()) {
            awaitReady(service);
        }
    }

    private boolean answersReady(Node service) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/readyz".formatted(services.managementPort(service)));
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(HTTP_LIMIT).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
}
