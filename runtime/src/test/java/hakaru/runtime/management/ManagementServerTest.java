package hakaru.runtime.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {
    private static final Endpoint FREE_PORT = new Endpoint("127.0.0.1", 0);
    /** What Kubernetes gives a readiness probe. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Readiness readiness = new Readiness();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ManagementServer server = ManagementServer.start("shop", FREE_PORT, readiness, metrics);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldBeAliveAlthoughNotReady() throws Exception {
        readiness.condition("kafka", "no answer");

        HttpResponse<String> answer = ask("GET", "/livez");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("alive\n");
    }

    @Test
    void shouldBeReady() throws Exception {
        HttpResponse<String> answer = ask("GET", "/readyz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ready\n");
    }

    @Test
    void shouldSayWhyItIsNotReady() throws Exception {
        readiness.condition("mysql", "too many connections");
        readiness.condition("kafka", "no answer");

        HttpResponse<String> answer = ask("GET", "/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("kafka: no answer\nmysql: too many connections\n");
    }

    @Test
    void shouldExposeTheMetrics() throws Exception {
        metrics.counter("sales").increment();

        HttpResponse<String> answer = ask("GET", "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("# TYPE sales_total counter\nsales_total 1.0\n");
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws Exception {
        readiness.condition("kafka", "no answer");

        HttpResponse<String> answer = ask("HEAD", "/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/live", "/livezzz", "/livez/kafka"})
    void shouldNotFindOtherPaths(String path) throws Exception {
        HttpResponse<String> answer = ask("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("not found: /livez, /readyz, /metrics\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void shouldOnlyBeRead(String method) throws Exception {
        HttpResponse<String> answer = ask(method, "/livez");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void shouldRefuseAPortInUseWithOneLine() {
        Endpoint taken = new Endpoint("127.0.0.1", server.port());

        assertThatThrownBy(() -> ManagementServer.start("other", taken, readiness, metrics))
                .isInstanceOf(StartException.class)
                .hasMessage("other's management port %d is in use or not to be had (127.0.0.1:%d)"
                        .formatted(server.port(), server.port()));
    }

    @Test
    void shouldRefuseAnAddressThatDoesNotExistWithOneLine() {
        Endpoint nowhere = new Endpoint("nowhere.invalid", 0);

        assertThatThrownBy(() -> ManagementServer.start("other", nowhere, readiness, metrics))
                .isInstanceOf(StartException.class)
                .hasMessage("other's management port cannot be opened: the host nowhere.invalid does not resolve"
                        + " (nowhere.invalid:0)");
    }

    /** Each holds a place, none a thread; and the oldest make room for who has something to ask. */
    @Test
    void shouldAnswerWhileOthersSendAByteAndNoMore() throws Exception {
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int i = 0; i < 4 * ManagementPipeline.MAX_CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write('G');
                dripping.add(socket);
            }

            for (String path : List.of("/livez", "/readyz", "/metrics")) {
                assertThat(CLIENT.send(request("GET", path, PROBE_LIMIT), BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    /** A gauge that asks somebody who does not answer holds up the metrics, and nothing else. */
    @Test
    void shouldBeAliveWhileTheMetricsWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        metrics.gauge("slow", asked, latch -> {
            latch.countDown();
            return await(answered);
        });
        CompletableFuture<HttpResponse<String>> scrape =
                CLIENT.sendAsync(request("GET", "/metrics"), BodyHandlers.ofString());
        asked.await();

        assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
        answered.countDown();

        assertThat(scrape.get().body()).contains("slow 1.0");
    }

    private static double await(CountDownLatch latch) {
        try {
            latch.await();
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldAnswerGarbage() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void shouldFreeThePortWhenClosed() {
        Endpoint endpoint = new Endpoint("127.0.0.1", server.port());

        server.close();
        server.close();

        ManagementServer.start("other", endpoint, readiness, metrics).close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return CLIENT.send(request(method, path), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path) {
        return request(method, path, Duration.ofSeconds(10));
    }

    private HttpRequest request(String method, String path, Duration limit) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody())
                .timeout(limit)
                .build();
    }
}
