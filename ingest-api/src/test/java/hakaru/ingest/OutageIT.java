package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.embedded.Ports;
import hakaru.ingest.publish.PublishConfig;
import hakaru.runtime.ClientProperties;
import hakaru.runtime.Endpoint;
import hakaru.runtime.KafkaConfig;
import hakaru.runtime.TopicConfig;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What beacons get while Kafka is away. */
class OutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);

    /** Two batches: one for each partition. */
    private static final int SMALL_BUFFER = 128 * 1024;

    /** One takes a little over a kilobyte. */
    private static final String LONG_BEACON = "/hakaru?name=" + "%F0%9F%8E%89".repeat(255);

    private static final int ENOUGH_TO_FILL = 150;

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
            assertThat(waited).isBetween(ACK_TIMEOUT.minusMillis(200), ACK_TIMEOUT.plusSeconds(2));
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

    @Test
    void shouldAnswerAtOnceWhenTheBufferIsFull() throws Exception {
        try (TestKafka kafka = TestKafka.own();
                RunningApi api = RunningApi.start(withBuffer(kafka, SMALL_BUFFER))) {
            kafka.stop();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < ENOUGH_TO_FILL; i++) {
                clients.add(api.connect().send("GET " + LONG_BEACON + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            Await.until("the buffer is full", LIMIT, () -> bufferFull(api) > 0);

            double before = bufferFull(api);
            HttpResponse<byte[]> answer = api.get(LONG_BEACON);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(bufferFull(api)).isEqualTo(before + 1);
            for (RawClient client : clients) {
                assertThat(client.readHeads(1)).startsWith("HTTP/1.1 503 ");
                client.close();
            }
        }
    }

    private static IngestConfig withBuffer(TestKafka kafka, int buffer) {
        IngestConfig usual = RunningApi.config(kafka);
        return new IngestConfig(
                usual.http(), usual.management(), usual.drainDelay(), RunningApi.publish(kafka, buffer));
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
                new TopicConfig("", true, 1, (short) 1, Duration.ofHours(1)));
        PublishConfig publish = new PublishConfig(nowhere, ACK_TIMEOUT, SMALL_BUFFER, ClientProperties.NONE);
        IngestConfig config =
                new IngestConfig(RunningApi.http(Duration.ofSeconds(61)), management, Duration.ZERO, publish);
        List<String> ends = new CopyOnWriteArrayList<>();
        Thread starting = new Thread(() -> start(config, ends));
        starting.start();

        HttpClient client = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
                .build();
        Await.until("a reason", LIMIT, () -> {
            HttpResponse<String> answer = client.send(readiness, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 503 && answer.body().contains("kafka: no answer at 127.0.0.1:");
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
