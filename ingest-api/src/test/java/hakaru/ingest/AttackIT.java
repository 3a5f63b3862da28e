package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.TestKafka;
import hakaru.testkit.attack.Attack;
import hakaru.testkit.attack.Attackers;
import hakaru.testkit.attack.HonestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each attack of {@code bench/attack} in small, on a heap that is small too; an OutOfMemoryError would end the process. */
class AttackIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** More than have room in this heap, so that the attackers hold all places. */
    private static final int CONNECTIONS = 1_000;

    private static final int BEACONS = 30;
    /** As the tag does: whoever comes while each place has a beacon in flight is refused. */
    private static final int ATTEMPTS = 4;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static int port;
    private static int managementPort;
    private static ForkedJvm api;

    @BeforeAll
    static void start() throws IOException {
        port = freePort();
        managementPort = freePort();
        TestKafka kafka = TestKafka.shared();
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "KAFKA_TOPIC_PREFIX",
                kafka.newTopicPrefix(),
                "INGEST_HOST",
                "127.0.0.1",
                "INGEST_PORT",
                Integer.toString(port),
                "INGEST_MANAGEMENT_HOST",
                "127.0.0.1",
                "INGEST_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "INGEST_BUFFER",
                "8MiB",
                "INGEST_WARM_UP",
                "0s",
                "INGEST_DRAIN_DELAY",
                "0s");
        api = ForkedJvm.start(Main.class, environment, List.of("-Xmx96m", "-XX:+ExitOnOutOfMemoryError"));
        Await.until("ready", LIMIT, () -> manage("/readyz").equals("ready\n"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void shouldAnswerHonestClientsAndKeepItsMemory(Attack attack) throws Exception {
        attack(List.of(attack));
    }

    @Test
    void shouldAnswerHonestClientsWhileAllAttackAtOnce() throws Exception {
        attack(List.of(Attack.values()));
    }

    private static void attack(List<Attack> attacks) throws Exception {
        try (Attackers attackers = Attackers.start(port, CONNECTIONS, CONNECTIONS, attacks)) {
            Await.until("the attack is on", LIMIT, () -> attackers.opened() >= CONNECTIONS);

            HonestClient.Experience experience =
                    new HonestClient(port, Duration.ofSeconds(5), ATTEMPTS).send(BEACONS, Duration.ofMillis(10));

            assertThat(experience.answered()).as(experience.toString()).isEqualTo(experience.sent());
            assertThat(manage("/livez")).isEqualTo("alive\n");
        }
        assertThat(api.isAlive()).as(api.output()).isTrue();
        Await.until(
                "the connections are gone", LIMIT, () -> manage("/metrics").contains("hakaru_ingest_connections 0.0"));
    }

    private static String manage(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
