package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-meaning client sends: each gets a clear answer, and holds nothing for long. */
class BadInputIT {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(2);
    private static final String HOST = "Host: localhost\r\n";

    private static RunningApi api;

    @BeforeAll
    static void start() throws InterruptedException {
        IngestConfig usual = RunningApi.config(TestKafka.shared());
        api = RunningApi.start(RunningApi.config(
                RunningApi.http(IDLE_TIMEOUT), usual.management(), usual.drainDelay(), usual.publish()));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String query = i % 2 == 0 ? "name=pipelined&value=" + i : "name=%00";
            requests.append("HEAD".repeat(i % 5 == 4 ? 1 : 0))
                    .append(i % 5 == 4 ? "" : "GET")
                    .append(" /hakaru?" + query + " HTTP/1.1\r\n" + HOST + "\r\n");
        }
        try (RawClient client = api.connect()) {
            String answers = client.send(requests.append("HEAD /ok HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                            .toString())
                    .readToEnd();

            String statuses = answers.lines()
                    .filter(line -> line.contains("HTTP/1.1 "))
                    .map(line -> line.contains(" 200 ") ? "2" : "4")
                    .reduce("", String::concat);
            assertThat(statuses).isEqualTo("2424242422".repeat(20) + "2");
        }
        assertThat(api.published().of("pipelined"))
                .extracting(message -> PublishedImpressions.impression(message).getValue())
                .hasSize(80)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000\u0001\u0002\u0003\r\n\r\n", "hello\r\n\r\n", "GET /hakaru?name=a b c HTTP/1.1\r\n\r\n"})
    void shouldAnswerGarbageAndClose(String garbage) throws IOException {
        try (RawClient client = api.connect()) {
            String answer = client.send(garbage).readToEnd();

            assertThat(answer).contains(" 400 ").contains("{\"error\":").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void shouldSurviveRandomBytes() throws Exception {
        Random random = new Random(1);
        double before = api.refused("malformed");
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[300];
            random.nextBytes(bytes);
            try (RawClient client = api.connect()) {
                client.send(bytes).send("\r\n\r\n");
            }
        }

        Await.until("the garbage is counted", Duration.ofSeconds(10), () -> api.refused("malformed") > before);
        assertThat(api.get("/ok").statusCode()).isEqualTo(200);
    }

    /** The whole kind is in {@code RequestDecoderTest}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "Host: another\r\n\r\n",
                "X: a\r\n folded\r\n\r\n",
                "Content-Length : 5\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nx\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nX: trailer\r\n\r\n"
            })
    void shouldRefuseWhatAProxyMayReadInAnotherWay(String rest) throws IOException {
        String smuggled = "GET /hakaru?name=smuggled HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawClient client = api.connect()) {
            String answer = client.send("POST /hakaru?name=smuggled HTTP/1.1\r\n" + HOST + rest + smuggled)
                    .readToEnd();

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("connection: close")
                    .containsOnlyOnce("content-length: ");
        }
        assertThat(api.published().of("smuggled")).isEmpty();
    }

    @Test
    void shouldAnswerABeaconWithGarbageBehindIt() throws IOException {
        try (RawClient client = api.connect()) {
            String answers = client.send(
                            "GET /hakaru?name=before HTTP/1.1\r\n" + HOST + "\r\n\u0000\u0001 garbage\r\n\r\n")
                    .readToEnd();

            assertThat(answers).startsWith("HTTP/1.1 200 ").contains(" 400 ");
        }
        assertThat(api.published().of("before")).hasSize(1);
    }

    @Test
    void shouldBoundTheLinesOfAHead() throws IOException {
        try (RawClient client = api.connect()) {
            assertThat(client.send("GET /hakaru?name=a HTTP/1.1\r\n" + HOST + "a:\r\n".repeat(200))
                            .readToEnd())
                    .contains(" 431 ");
        }
    }

    @Test
    void shouldAnswerARequestWithoutAHost() throws IOException {
        try (RawClient client = api.connect()) {
            assertThat(client.send("GET /hakaru?name=a HTTP/1.1\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void shouldTellAnotherVersionOfHttpThatItIsNotSpoken() throws IOException {
        try (RawClient client = api.connect()) {
            assertThat(client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").readToEnd())
                    .contains(" 501 ");
        }
    }

    @Test
    void shouldServeHttp10() throws IOException {
        try (RawClient client = api.connect()) {
            assertThat(client.send("GET /hakaru?name=old HTTP/1.0\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.0 200 ");
        }
    }

    @Test
    void shouldAnswerARequestLineThatIsTooLong() throws IOException, InterruptedException {
        double refused = api.refused("request_line_too_long");
        try (RawClient client = api.connect()) {
            String answer = client.send("GET /hakaru?name=" + "a".repeat(100_000) + " HTTP/1.1\r\n" + HOST + "\r\n")
                    .readToEnd();

            assertThat(answer).contains(" 414 ").contains("the request line must have at most 8192 bytes");
        }
        assertThat(api.refused("request_line_too_long")).isEqualTo(refused + 1);
    }

    @Test
    void shouldAnswerHeadersThatAreTooLong() throws IOException {
        try (RawClient client = api.connect()) {
            String answer = client.send(
                            "GET /hakaru?name=a HTTP/1.1\r\n" + HOST + "Cookie: " + "a".repeat(20_000) + "\r\n\r\n")
                    .readToEnd();

            assertThat(answer).contains(" 431 ").contains("the head must have at most 16384 bytes in 100 lines");
        }
    }

    @Test
    void shouldRejectABodyThatIsDeclaredTooLarge() throws IOException, InterruptedException {
        double rejected = api.rejected("body_too_large");
        try (RawClient client = api.connect()) {
            String answer = client.send("POST /hakaru?name=large HTTP/1.1\r\n" + HOST + "Content-Length: 65537\r\n\r\n")
                    .readToEnd();

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("{\"error\":\"the body")
                    .containsIgnoringCase("connection: close");
        }
        assertThat(api.rejected("body_too_large")).isEqualTo(rejected + 1);
        assertThat(api.published().of("large")).isEmpty();
    }

    @Test
    void shouldRefuseABodyThatGrowsTooLarge() throws IOException {
        String chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";
        try (RawClient client = api.connect()) {
            client.send("POST /hakaru?name=growing HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
            String answer = client.send(chunk).send(chunk).send("1\r\na\r\n").readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 413 ");
        }
        assertThat(api.published().of("growing")).isEmpty();
    }

    @Test
    void shouldTakeAChunkedBodyWithinTheBound() throws IOException {
        try (RawClient client = api.connect()) {
            client.send("POST /hakaru?name=chunked HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(client.send("3\r\nabc\r\n0\r\n\r\n").readHeads(1)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(api.published().of("chunked")).hasSize(1);
    }

    @Test
    void shouldLetGoOfAClientThatSendsAHeaderASecond() throws Exception {
        double timedOut = api.metric("hakaru_ingest_connections_timed_out_total");
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (RawClient client = api.connect()) {
            client.send("GET /hakaru?name=slow HTTP/1.1\r\n");
            Future<?> sending = drip.scheduleAtFixedRate(() -> sendHeader(client), 0, 200, TimeUnit.MILLISECONDS);

            assertThat(readUntilClosed(client)).isEmpty();
            sending.cancel(true);
        } finally {
            drip.shutdownNow();
        }
        assertThat(api.metric("hakaru_ingest_connections_timed_out_total")).isEqualTo(timedOut + 1);
    }

    @Test
    void shouldLetGoOfAClientThatSaysNothing() throws Exception {
        try (RawClient client = api.connect()) {
            assertThat(readUntilClosed(client)).isEmpty();
        }
    }

    /** Each is small; all of them together have a bound. */
    @Test
    void shouldBoundAllHeadersTogether() throws IOException {
        StringBuilder request = new StringBuilder("GET /hakaru?name=a HTTP/1.1\r\n" + HOST);
        for (int i = 0; i < 2_000; i++) {
            request.append("X-").append(i).append(": 12345678\r\n");
        }
        try (RawClient client = api.connect()) {
            assertThat(client.send(request.append("\r\n").toString()).readToEnd())
                    .contains(" 431 ");
        }
    }

    @Test
    void shouldLetGoOfAClientWhoseBodyNeverEnds() throws Exception {
        try (RawClient client = api.connect()) {
            client.send("POST /hakaru?name=endless HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\n12345");

            assertThat(readUntilClosed(client)).isEmpty();
        }
        assertThat(api.published().of("endless")).isEmpty();
    }

    @Test
    void shouldKeepAConnectionThatSendsRequests() throws IOException {
        long end = System.nanoTime() + IDLE_TIMEOUT.plusSeconds(2).toNanos();
        try (RawClient client = api.connect()) {
            while (System.nanoTime() < end) {
                client.send("GET /hakaru?name=steady HTTP/1.1\r\n" + HOST + "\r\n");
                assertThat(client.readHeads(1)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static void sendHeader(RawClient client) {
        try {
            client.send("X-Slow: 1\r\n");
        } catch (IOException e) {
            throw new IllegalStateException("the server has closed", e);
        }
    }

    /** A reset is as good an end as any: the client still had something to say. */
    private static String readUntilClosed(RawClient client) {
        try {
            return client.readToEnd();
        } catch (SocketException e) {
            return "";
        } catch (IOException e) {
            throw new AssertionError("not closed", e);
        }
    }
}
