package hakaru.cluster;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.NodeSpec;
import hakaru.cluster.node.Tier;
import hakaru.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** HAProxy before the APIs: it asks {@code /readyz} each second, and uses connections again when that is safe. */
final class Balancer {
    private static final String CONFIGURATION = """
            global
              maxconn 4096
              nbthread 1
            defaults
              mode http
              timeout connect 2s
              timeout client 75s
              timeout server 30s
              timeout http-keep-alive 75s
              # A connection that an API has closed, or does not take, has carried nothing: the next API gets the request.
              retries 3
              retry-on conn-failure
              option redispatch 1
              http-reuse safe
            frontend beacons
              bind 127.0.0.1:%d
              default_backend apis
            backend apis
              balance roundrobin
              option httpchk GET /readyz
              default-server inter 1s fastinter 500ms fall 2 rise 1 maxconn 1024
            """;

    private final int port = Ports.free();
    private final Node node;
    private final Services services;

    Balancer(Path work, Services services) {
        this.services = services;
        Path directory = work.resolve("haproxy").toAbsolutePath();
        this.node = new Node(new NodeSpec(
                "haproxy",
                Tier.BALANCER,
                directory,
                List.of(
                        command().orElseThrow(),
                        "-db",
                        "-f",
                        directory.resolve("haproxy.cfg").toString()),
                Map.of()));
    }

    /** The program, where Debian puts it. */
    static Optional<String> command() {
        return Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    Node node() {
        return node;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hakaru";
    }

    void start() throws IOException {
        StringBuilder configuration = new StringBuilder(CONFIGURATION.formatted(port));
        List<Node> apis = services.nodes().stream()
                .filter(service -> service.tier() == Tier.INGEST_API)
                .toList();
        for (int i = 0; i < apis.size(); i++) {
            configuration.append("  server %s 127.0.0.1:%d check port %d%n"
                    .formatted(
                            apis.get(i).name(), services.beaconPorts().get(i), services.managementPort(apis.get(i))));
        }
        Files.createDirectories(node.directory());
        Files.writeString(node.directory().resolve("haproxy.cfg"), configuration.toString());
        node.start();
    }
}
