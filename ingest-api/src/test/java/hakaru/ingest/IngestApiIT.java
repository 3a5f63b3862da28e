package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Impression;
import hakaru.contract.Receipt;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP contract, against a real server and a real broker. */
class IngestApiIT {
    private static final Map<String, String> BEACON_HEADERS = Map.of(
            "Cache-Control", "no-store, no-cache, must-revalidate, max-age=0, private",
            "Pragma", "no-cache",
            "Expires", "0",
            "Cross-Origin-Resource-Policy", "cross-origin",
            "Timing-Allow-Origin", "*",
            "X-Content-Type-Options", "nosniff",
            "Access-Control-Allow-Headers", "Content-Type",
            "Access-Control-Allow-Methods", "GET");

    private static RunningApi api;

    @BeforeAll
    static void start() throws InterruptedException {
        api = RunningApi.start(RunningApi.config(TestKafka.shared()));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** The books balance after every test. */
    @AfterEach
    void shouldAccountForAllThatWasReceived() throws IOException, InterruptedException {
        double accountedFor = api.metric("hakaru_ingest_acknowledged_total")
                + api.metric("hakaru_ingest_rejected_total")
                + api.metric("hakaru_ingest_unavailable_total")
                + api.metric("hakaru_ingest_in_flight");
        assertThat(api.metric("hakaru_ingest_received_total")).isEqualTo(accountedFor);
        assertThat(api.metric("hakaru_ingest_acknowledged_total"))
                .isEqualTo((double) api.published().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void shouldPublishWhatItAnswersWith200(String method) throws IOException, InterruptedException {
        String ad = "published by " + method;
        long before = System.currentTimeMillis();

        HttpResponse<byte[]> answer = api.send(method, "/hakaru?value=42&name=published+by+" + method, "");

        long after = System.currentTimeMillis();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> messages = api.published().of(ad);
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).key()).isNull();
        assertThat(messages.get(0).timestamp()).isBetween(before, after);
        assertThat(PublishedImpressions.impression(messages.get(0)))
                .isEqualTo(Impression.newBuilder().setAd(ad).setValue(42).build());
    }

    @Test
    void shouldSendAllBeaconsOfAnIdToOnePartition() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            assertThat(api.get("/hakaru?name=repeated&id=018f3e9c-7d11").statusCode())
                    .isEqualTo(200);
        }

        List<ConsumerRecord<byte[], byte[]>> messages = api.published().of("repeated");
        assertThat(messages).hasSize(10);
        assertThat(messages)
                .extracting(ConsumerRecord::partition)
                .containsOnly(messages.get(0).partition());
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(message.key()).isEqualTo("018f3e9c-7d11".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void shouldSayWhichRuleAnIdBreaks() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.get("/hakaru?name=open&id=a%20b");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"id must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_', '~' and '-'\"}");
    }

    @ParameterizedTest
    @CsvSource({"GET,empty", "GET,image", "POST,empty"})
    void shouldGiveAReceiptThatAPageMayRead(String method, String destination)
            throws IOException, InterruptedException {
        String ad = "receipt of " + method + " " + destination;
        HttpResponse<byte[]> answer =
                api.send(method, "/hakaru?name=" + ad.replace(' ', '+'), "", "Sec-Fetch-Dest", destination);

        ConsumerRecord<byte[], byte[]> message = api.published().of(ad).get(0);
        Receipt receipt =
                Receipt.parse(answer.headers().firstValue("Hakaru-Receipt").orElseThrow());
        assertThat(receipt.partition()).isEqualTo(message.partition());
        assertThat(receipt.offset()).isEqualTo(message.offset());
        assertThat(receipt.topicId()).hasSize(22);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers")).contains("Hakaru-Receipt");
    }

    @Test
    void shouldGiveNoReceiptOfWhatIsNotPublished() throws IOException, InterruptedException {
        assertThat(api.get("/hakaru").headers().firstValue("Hakaru-Receipt")).isEmpty();
        assertThat(api.send("HEAD", "/hakaru", "").headers().firstValue("Hakaru-Receipt"))
                .isEmpty();
    }

    @Test
    void shouldSayOnEveryAnswerToABeaconThatNobodyKeepsIt() throws IOException, InterruptedException {
        List<HttpResponse<byte[]>> answers = List.of(
                api.get("/hakaru?name=headers"),
                api.get("/hakaru"),
                api.send("HEAD", "/hakaru", ""),
                api.send("OPTIONS", "/hakaru", ""),
                api.send("PUT", "/hakaru", ""));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 400, 200, 204, 405);
        for (HttpResponse<byte[]> answer : answers) {
            BEACON_HEADERS.forEach((name, value) -> assertThat(answer.headers().allValues(name))
                    .as("%s of %s", name, answer)
                    .containsExactly(value));
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("*");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("Vary")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hakaru?name=cors", "/hakaru"})
    void shouldEchoTheOrigin(String path) throws IOException, InterruptedException {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            HttpResponse<byte[]> answer = api.send(method, path, "", "Origin", "https://page.example");

            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://page.example");
            assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
                    .containsExactly("true");
            assertThat(answer.headers().allValues("Vary")).containsExactlyInAnyOrder("origin");
        }
        assertThat(api.get(path).headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("*");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Dest,image", "Accept,'image/avif,image/webp,*/*;q=0.8'", "Accept,*/*"})
    void shouldAnswerAnImageWithAPicture(String header, String value) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.get("/hakaru?name=image", header, value);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
        assertThat(answer.body()).hasSize(43).startsWith("GIF89a".getBytes(StandardCharsets.US_ASCII));
    }

    /** A status alone would show as a broken picture. */
    @Test
    void shouldAnswerAnImageThatIsRejectedWithAPictureToo() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.get("/hakaru?value=1", "Sec-Fetch-Dest", "image");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
        assertThat(answer.headers().firstValue("X-Hakaru-Error")).contains("name is required");
        assertThat(answer.body()).startsWith("GIF89a".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Dest,empty,Accept,*/*",
        "Origin,https://page.example,Accept,*/*",
        "User-Agent,curl/8.5.0,Accept,*/*",
        "User-Agent,Mozilla/5.0,Accept,'text/html,*/*;q=0.8'",
    })
    void shouldAnswerOthersThanImagesWithNothing(String name, String value, String other, String accept)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.get("/hakaru?name=no+image", name, value, other, accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldAllowTheHeadersThatAPageSendsWithEverything() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send(
                "OPTIONS",
                "/hakaru",
                "",
                "Origin",
                "https://page.example",
                "Access-Control-Request-Headers",
                "traceparent, x-trace");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("Access-Control-Allow-Headers")).containsExactly("traceparent, x-trace");
        assertThat(answer.headers().allValues("Vary"))
                .containsExactlyInAnyOrder("origin", "access-control-request-headers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent<script>", "a\"b", ""})
    void shouldNotEchoWhatIsNoListOfHeaders(String asked) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send("OPTIONS", "/hakaru", "", "Access-Control-Request-Headers", asked);

        assertThat(answer.headers().allValues("Access-Control-Allow-Headers")).containsExactly("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS"})
    void shouldCountNothingForARequestThatIsNoBeacon(String method) throws IOException, InterruptedException {
        double received = api.metric("hakaru_ingest_received_total");
        long published = api.published().count();

        HttpResponse<byte[]> answer = api.send(method, "/hakaru?name=not+counted", "");

        assertThat(answer.statusCode()).isEqualTo(method.equals("HEAD") ? 200 : 204);
        assertThat(answer.body()).isEmpty();
        assertThat(api.metric("hakaru_ingest_received_total")).isEqualTo(received);
        assertThat(api.published().count()).isEqualTo(published);
    }

    @Test
    void shouldLetBrowsersKeepThePreflightForADay() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send("OPTIONS", "/hakaru", "");

        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("86400");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/hakaru | name is required | name_missing",
                "/hakaru? | name is required | name_missing",
                "/hakaru?value=1 | name is required | name_missing",
                "/hakaru?name= | name must not be blank | name_blank",
                "/hakaru?name=%20+ | name must not be blank | name_blank",
                "/hakaru?name=a%00b | name must not contain control characters | name_control_character",
                "/hakaru?name=%FF | name must be valid UTF-8 | name_broken_utf8",
                "/hakaru?name=a&value=-1 | value must be a whole number from 0 to 4294967295 | value_not_a_number",
                "/hakaru?name=a&value=1.5 | value must be a whole number from 0 to 4294967295 | value_not_a_number",
                "/hakaru?name=a&value=x&value=1 | value must be a whole number from 0 to 4294967295 | value_not_a_number",
                "/hakaru?name=a&value=4294967296 | value must be a whole number from 0 to 4294967295 | value_out_of_range",
            })
    void shouldNameTheParameterAndTheRuleThatABeaconBreaks(String path, String error, String reason)
            throws IOException, InterruptedException {
        long published = api.published().count();
        double rejected = api.rejected(reason);

        HttpResponse<byte[]> answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(api.rejected(reason)).isEqualTo(rejected + 1);
        assertThat(api.published().count()).isEqualTo(published);
    }

    @Test
    void shouldRefuseANameThatIsTooLong() throws IOException, InterruptedException {
        assertThat(api.get("/hakaru?name=" + "a".repeat(255)).statusCode()).isEqualTo(200);
        assertThat(api.get("/hakaru?name=" + "a".repeat(256)).statusCode()).isEqualTo(400);
        assertThat(api.get("/hakaru?name=" + "%F0%9F%8E%89".repeat(255)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeAQueryOfFiveKilobytes() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.get("/hakaru?padding=" + "x".repeat(5_000) + "&name=five+kilobytes");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.published().of("five kilobytes")).hasSize(1);
    }

    @Test
    void shouldCountTheFirstOfARepeatedParameter() throws IOException, InterruptedException {
        api.get("/hakaru?name=first+counts&name=second&value=1&value=2");

        assertThat(api.published().of("second")).isEmpty();
        assertThat(api.published().of("first counts"))
                .extracting(message -> PublishedImpressions.impression(message).getValue())
                .containsExactly(1L);
    }

    @Test
    void shouldIgnoreTheBodyOfAPost() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send("POST", "/hakaru?name=with+body", "name=other&value=9".repeat(1_000));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.published().of("with body")).hasSize(1);
        assertThat(api.published().of("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/hakaru | application/x-www-form-urlencoded | name=body+only&value=7",
                "/hakaru?value=7 | application/x-www-form-urlencoded;charset=UTF-8 | value=8&name=body%20only",
                "/hakaru? | text/plain;charset=UTF-8 | name=body only&value=7",
                "/hakaru?x=1 | Text/Plain | `name=body only&value=7\r\n`",
            },
            quoteCharacter = '`')
    void shouldCountABodyThatIsTheWholeBeacon(String path, String type, String body)
            throws IOException, InterruptedException {
        int before = api.published().of("body only").size();

        HttpResponse<byte[]> answer = api.send("POST", path, body, "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.published().of("body only"))
                .hasSize(before + 1)
                .allMatch(message -> PublishedImpressions.impression(message).getValue() == 7);
    }

    @ParameterizedTest
    @CsvSource({"application/json,'{\"name\":\"x\"}'", "multipart/form-data,name=x"})
    void shouldNotReadOtherBodies(String type, String body) throws IOException, InterruptedException {
        assertThat(api.send("POST", "/hakaru", body, "Content-Type", type).statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldNotKeepABodyThatIsLongerThanAQueryMayBe() throws IOException, InterruptedException {
        String body = "name=long&padding=" + "x".repeat(8 * 1024);

        HttpResponse<byte[]> answer =
                api.send("POST", "/hakaru", body, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(api.published().of("long")).isEmpty();
    }

    @Test
    void shouldTellRobotsToStayAway() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.get("/robots.txt");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("User-agent: *\nDisallow: /\n");
        assertThat(api.send("POST", "/robots.txt", "").statusCode()).isEqualTo(405);
    }

    /** Decision 15. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\nGET /hakaru?name=other HTTP/1.1\r\nHost: localhost\r\n\r\n",
            })
    void shouldEndAConnectionThatSpeaksAnotherProtocol(String opening) throws IOException {
        try (RawClient client = api.connect()) {
            String answer = client.send(opening).readToEnd();

            assertThat(answer).matches("(?s)HTTP/\\d\\.\\d (400|501) .*");
        }
        assertThat(api.published().of("other")).isEmpty();
    }

    @Test
    void shouldIgnoreAnOfferToSpeakAnotherProtocol() throws IOException {
        try (RawClient client = api.connect()) {
            client.send(String.join(
                    "\r\n",
                    "GET /hakaru?name=upgrade HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__",
                    "",
                    ""));

            assertThat(client.readHeads(1)).startsWith("HTTP/1.1 200 ");
        }
    }

    /** The one rule of docs/http.md. */
    @ParameterizedTest
    @CsvSource({
        "/hakaru?name=p,200",
        "/%68akaru?name=p,200",
        "/%68%61%6b%61%72%75?name=p,200",
        "http://localhost/hakaru?name=p,200",
        "https://elsewhere.example:8443/hakaru?name=p,200",
        "//hakaru?name=p,404",
        "/hakaru/?name=p,404",
        "/./hakaru?name=p,404",
        "/x/../hakaru?name=p,404",
        "/HAKARU?name=p,404",
        "/hakaru%2F?name=p,404",
        "/hakaru%3Fname=p,404",
        "/hakaru;x?name=p,404",
        "/%zz?name=p,400",
    })
    void shouldTakeOnePathForOneAndNoOther(String target, int status) throws IOException {
        try (RawClient client = api.connect()) {
            client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.readHeads(1)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void shouldServeOk() throws IOException, InterruptedException {
        assertThat(api.get("/ok").statusCode()).isEqualTo(200);
        assertThat(api.send("HEAD", "/ok", "").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> answer = api.send("POST", "/ok", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/hakaru/", "/ok/", "/hakaru/more", "/metrics", "/hakar%75%2f"})
    void shouldAnswerAnotherPathWith404(String path) throws IOException, InterruptedException {
        double refused = api.refused("no_such_path");

        HttpResponse<byte[]> answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"error\":");
        assertThat(api.refused("no_such_path")).isEqualTo(refused + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "BREW"})
    void shouldAnswerAnotherMethodWith405AndWhatIsAllowed(String method) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send(method, "/hakaru?name=wrong+method", "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, POST, HEAD, OPTIONS");
        assertThat(api.published().of("wrong method")).isEmpty();
    }

    @Test
    void shouldTellOperationsThatItIsReadyWithoutTraffic() throws IOException, InterruptedException {
        assertThat(api.manage("/readyz").statusCode()).isEqualTo(200);
        assertThat(api.manage("/metrics").body())
                .contains("hakaru_ingest_ack_latency_seconds_bucket", "kafka_producer_", "jvm_memory_used_bytes");
    }
}
