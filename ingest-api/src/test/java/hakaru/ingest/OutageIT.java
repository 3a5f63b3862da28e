package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.embedded.Ports;
import hakaru.ingest.publish.PublishConfig;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicSpec;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What beacons get while Kafka is away. */
class OutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);

    /** One takes a little over a kilobyte. */
    private static final String LONG_BEACON = "/hakaru?name=" + "%F0%9F%8E%89".repeat(255);

    @Test
    void shouldLoseNothingAcknowledgedWhenABrokerRestarts() throws Exception {
        try (TestKafka kafka = TestKafka.own();
                RunningApi api = RunningApi.start(RunningApi.config(kafka))) {
            assertThat(api.get("/hakaru?name=restart").statusCode()).isEqualTo(200);

            kafka.stop();
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = api.get("/hakaru?name=restart");
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(waited).isLessThan(ACK_TIMEOUT.plusSeconds(2));
            assertThat(api.manage("/livez").statusCode()).isEqualTo(200);

            kafka.start();
            Await.until(
                    "beacons are counted again",
                    LIMIT,
                    () -> api.get("/hakaru?name=restart").statusCode() == 200);
            assertThat(api.metric("hakaru_ingest_unavailable_total")).isPositive();
            shouldAccountForAll(api);
        }
    }

    /** A 503 may be a record that Kafka has after all; a 200 never is one that it has not. */
    private static void shouldAccountForAll(RunningApi api) throws IOException, InterruptedException {
        double acknowledged = api.metric("hakaru_ingest_acknowledged_total");
        assertThat(api.metric("hakaru_ingest_received_total"))
                .isEqualTo(acknowledged + api.metric("hakaru_ingest_unavailable_total"));
        assertThat(api.metric("hakaru_ingest_in_flight")).isZero();
        assertThat((double) api.published().of("restart").size()).isGreaterThanOrEqualTo(acknowledged);
    }

    /** The first beacon takes the whole buffer and lingers there; the second does not fit into its batch. */
    @Test
    void shouldAnswerAtOnceWhenTheBufferIsFull() throws Exception {
        try (RunningApi api = RunningApi.start(withRoomForOne(TestKafka.shared()));
                RawClient first = api.connect()) {
            first.send("GET " + LONG_BEACON + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Await.until("one in flight", LIMIT, () -> api.metric("hakaru_ingest_in_flight") == 1);

            HttpResponse<byte[]> second = api.get(LONG_BEACON);

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).contains("1");
            assertThat(second.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .as("browsers refuse it, which tells the ad tag")
                    .contains("same-origin");
            assertThat(bufferFull(api)).isOne();
            assertThat(first.readHeads(1)).startsWith("HTTP/1.1 200 ");
        }
    }

    private static IngestConfig withRoomForOne(TestKafka kafka) {
        IngestConfig usual = RunningApi.config(kafka);
        ClientProperties lingering = new ClientProperties(Map.of("batch.size", "1500", "linger.ms", "5000"));
        PublishConfig publish = new PublishConfig(usual.publish().kafka(), Duration.ofSeconds(20), 1_500, lingering);
        return RunningApi.config(usual.http(), usual.management(), usual.drainDelay(), publish);
    }

    private static double bufferFull(RunningApi api) throws IOException, InterruptedException {
        return api.metric("hakaru_ingest_unavailable_total{reason=\"buffer_full\"}");
    }

    /** The management port opens first, so that operations can see what is being waited for. */
    @Test
    void shouldSayWhatItWaitsForUntilKafkaIsThere() throws Exception {
        int managementPort = Ports.free();
        Endpoint management = new Endpoint("127.0.0.1", managementPort);
        KafkaConfig nowhere = new KafkaConfig(
                "127.0.0.1:" + Ports.free(),
                ClientProperties.NONE,
                new TopicSpec("", true, 1, (short) 1, Duration.ofHours(1)));
        PublishConfig publish = new PublishConfig(nowhere, ACK_TIMEOUT, 1 << 20, ClientProperties.NONE);
        IngestConfig config =
                RunningApi.config(RunningApi.http(Duration.ofSeconds(61)), management, Duration.ZERO, publish);
        List<String> ends = new CopyOnWriteArrayList<>();
        Thread starting = new Thread(() -> start(config, ends));
        starting.start();

        HttpClient client = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
                .build();
        Await.until("a reason", LIMIT, () -> {
            HttpResponse<String> answer = client.send(readiness, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 503
                    && answer.body().contains("kafka: " + nowhere.bootstrapServers() + ": no answer");
        });

        starting.interrupt();
        starting.join(LIMIT.toMillis());
        assertThat(ends).containsExactly("interrupted");
        assertThatThrownBy(() -> client.send(readiness, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private static void start(IngestConfig config, List<String> ends) {
        try (IngestApi api = IngestApi.start(config)) {
            ends.add("started on " + api.port());
        } catch (InterruptedException e) {
            ends.add("interrupted");
        }
    }
}
