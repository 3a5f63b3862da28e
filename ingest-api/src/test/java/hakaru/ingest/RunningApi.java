package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Topics;
import hakaru.ingest.port.HttpConfig;
import hakaru.ingest.publish.PublishConfig;
import hakaru.ingest.traffic.AdListConfig;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicSpec;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A whole ingest API on free ports, and what a client, a balancer and an operator see of it. */
final class RunningApi implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final IngestApi api;
    private final KafkaConfig kafka;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningApi(IngestApi api, KafkaConfig kafka) {
        this.api = api;
        this.kafka = kafka;
    }

    /** As most tests use it, on the shared broker. */
    static RunningApi start() {
        try {
            return start(config(TestKafka.shared()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the API started", e);
        }
    }

    static RunningApi start(IngestConfig config) throws InterruptedException {
        return new RunningApi(IngestApi.start(config), config.publish().kafka());
    }

    /** What most tests use: short waits, and topics of its own. */
    static IngestConfig config(TestKafka kafka) {
        return config(http(Duration.ofSeconds(61)), anyPort(), Duration.ZERO, publish(kafka, 32 * MIB));
    }

    /** Of all ads, without practice. */
    static IngestConfig config(HttpConfig http, Endpoint management, Duration drainDelay, PublishConfig publish) {
        return new IngestConfig(http, management, Duration.ZERO, drainDelay, AdListConfig.NONE, publish);
    }

    static HttpConfig http(Duration idleTimeout) {
        return new HttpConfig(anyPort(), 2, 1_000, idleTimeout);
    }

    static PublishConfig publish(TestKafka kafka, int buffer) {
        TopicSpec topics = new TopicSpec(kafka.newTopicPrefix(), true, 2, (short) 1, Duration.ofHours(1));
        KafkaConfig where = new KafkaConfig(kafka.bootstrapServers(), ClientProperties.NONE, topics);
        return new PublishConfig(where, Duration.ofSeconds(2), buffer, new ClientProperties(Map.of()));
    }

    static Endpoint anyPort() {
        return new Endpoint("127.0.0.1", 0);
    }

    int port() {
        return api.port();
    }

    RawClient connect() throws IOException {
        return new RawClient(api.port());
    }

    HttpResponse<byte[]> get(String pathAndQuery, String... headers) throws IOException, InterruptedException {
        return send("GET", pathAndQuery, "", headers);
    }

    HttpResponse<byte[]> send(String method, String pathAndQuery, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + api.port() + pathAndQuery))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + api.managementPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The sum of all series of a metric whose line starts with {@code name}. */
    double metric(String name) throws IOException, InterruptedException {
        return manage("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    double rejected(String reason) throws IOException, InterruptedException {
        return metric("hakaru_ingest_rejected_total{reason=\"" + reason + "\"}");
    }

    double refused(String reason) throws IOException, InterruptedException {
        return metric("hakaru_ingest_refused_requests_total{reason=\"" + reason + "\"}");
    }

    void assertAccountsForAllThatWasReceived() throws IOException, InterruptedException {
        double accountedFor = metric("hakaru_ingest_acknowledged_total")
                + metric("hakaru_ingest_rejected_total")
                + metric("hakaru_ingest_unavailable_total")
                + metric("hakaru_ingest_in_flight");
        assertThat(metric("hakaru_ingest_received_total")).isEqualTo(accountedFor);
        assertThat(metric("hakaru_ingest_acknowledged_total"))
                .isEqualTo((double) published().count());
    }

    PublishedImpressions published() {
        return new PublishedImpressions(kafka.bootstrapServers(), kafka.topic(Topics.IMPRESSIONS));
    }

    @Override
    public void close() {
        api.close();
    }
}
