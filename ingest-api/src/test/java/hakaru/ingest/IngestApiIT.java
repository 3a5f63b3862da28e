package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Impression;
import hakaru.contract.Invalidity;
import hakaru.contract.Receipt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer to a beacon has, for a browser, a page and an advertiser, against a real server and a real broker. */
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

    @AutoClose
    private static final RunningApi API = RunningApi.start();

    /** The books balance after every test. */
    @AfterEach
    void shouldAccountForAllThatWasReceived() throws IOException, InterruptedException {
        API.assertAccountsForAllThatWasReceived();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void shouldPublishWhatItAnswersWith200(String method) throws IOException, InterruptedException {
        String ad = "published by " + method;
        long before = System.currentTimeMillis();

        HttpResponse<byte[]> answer = API.send(method, "/hakaru?value=42&name=published+by+" + method, "");

        long after = System.currentTimeMillis();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> messages = API.published().of(ad);
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).key()).isNull();
        assertThat(messages.get(0).timestamp()).isBetween(before, after);
        assertThat(PublishedImpressions.impression(messages.get(0)))
                .isEqualTo(Impression.newBuilder().setAd(ad).setValue(42).build());
    }

    @ParameterizedTest
    @CsvSource({
        "User-Agent, Mozilla/5.0 (compatible; Googlebot/2.1), INVALIDITY_BOT",
        "Sec-Purpose, prefetch;prerender, INVALIDITY_PREFETCH",
        "User-Agent, Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0, INVALIDITY_NONE"
    })
    void shouldPublishWhyAnImpressionIsInvalid(String header, String value, Invalidity reason)
            throws IOException, InterruptedException {
        String ad = "invalid-" + reason;

        assertThat(API.get("/hakaru?name=" + ad, header, value).statusCode()).isEqualTo(200);

        List<ConsumerRecord<byte[], byte[]>> messages = API.published().of(ad);
        assertThat(messages).hasSize(1);
        assertThat(PublishedImpressions.impression(messages.get(0)).getInvalid())
                .isEqualTo(reason);
    }

    @Test
    void shouldSendAllBeaconsOfAnIdToOnePartition() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            assertThat(API.get("/hakaru?name=repeated&id=018f3e9c-7d11").statusCode())
                    .isEqualTo(200);
        }

        List<ConsumerRecord<byte[], byte[]>> messages = API.published().of("repeated");
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
        HttpResponse<byte[]> answer = API.get("/hakaru?name=open&id=a%20b");

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
                API.send(method, "/hakaru?name=" + ad.replace(' ', '+'), "", "Sec-Fetch-Dest", destination);

        ConsumerRecord<byte[], byte[]> message = API.published().of(ad).get(0);
        Receipt receipt =
                Receipt.parse(answer.headers().firstValue("Hakaru-Receipt").orElseThrow());
        assertThat(receipt.partition()).isEqualTo(message.partition());
        assertThat(receipt.offset()).isEqualTo(message.offset());
        assertThat(receipt.topicId()).hasSize(22);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers")).contains("Hakaru-Receipt");
    }

    @Test
    void shouldGiveNoReceiptOfWhatIsNotPublished() throws IOException, InterruptedException {
        assertThat(API.get("/hakaru").headers().firstValue("Hakaru-Receipt")).isEmpty();
        assertThat(API.send("HEAD", "/hakaru", "").headers().firstValue("Hakaru-Receipt"))
                .isEmpty();
    }

    @Test
    void shouldSayOnEveryAnswerToABeaconThatNobodyKeepsIt() throws IOException, InterruptedException {
        List<HttpResponse<byte[]>> answers = List.of(
                API.get("/hakaru?name=headers"),
                API.get("/hakaru"),
                API.send("HEAD", "/hakaru", ""),
                API.send("OPTIONS", "/hakaru", ""),
                API.send("PUT", "/hakaru", ""));

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
            HttpResponse<byte[]> answer = API.send(method, path, "", "Origin", "https://page.example");

            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://page.example");
            assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
                    .containsExactly("true");
            assertThat(answer.headers().allValues("Vary")).containsExactlyInAnyOrder("origin");
        }
        assertThat(API.get(path).headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("*");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Dest,image", "Accept,'image/avif,image/webp,*/*;q=0.8'", "Accept,*/*"})
    void shouldAnswerAnImageWithAPicture(String header, String value) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.get("/hakaru?name=image", header, value);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
        assertThat(answer.body()).hasSize(43).startsWith("GIF89a".getBytes(StandardCharsets.US_ASCII));
    }

    /** A status alone would show as a broken picture. */
    @Test
    void shouldAnswerAnImageThatIsRejectedWithAPictureToo() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.get("/hakaru?value=1", "Sec-Fetch-Dest", "image");

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
        HttpResponse<byte[]> answer = API.get("/hakaru?name=no+image", name, value, other, accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldAllowTheHeadersThatAPageSendsWithEverything() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.send(
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
        HttpResponse<byte[]> answer = API.send("OPTIONS", "/hakaru", "", "Access-Control-Request-Headers", asked);

        assertThat(answer.headers().allValues("Access-Control-Allow-Headers")).containsExactly("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS"})
    void shouldCountNothingForARequestThatIsNoBeacon(String method) throws IOException, InterruptedException {
        double received = API.metric("hakaru_ingest_received_total");
        long published = API.published().count();

        HttpResponse<byte[]> answer = API.send(method, "/hakaru?name=not+counted", "");

        assertThat(answer.statusCode()).isEqualTo(method.equals("HEAD") ? 200 : 204);
        assertThat(answer.body()).isEmpty();
        assertThat(API.metric("hakaru_ingest_received_total")).isEqualTo(received);
        assertThat(API.published().count()).isEqualTo(published);
    }

    @Test
    void shouldLetBrowsersKeepThePreflightForADay() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.send("OPTIONS", "/hakaru", "");

        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("86400");
    }

    @Test
    void shouldTellOperationsThatItIsReadyWithoutTraffic() throws IOException, InterruptedException {
        assertThat(API.manage("/readyz").statusCode()).isEqualTo(200);
        assertThat(API.manage("/metrics").body())
                .contains("hakaru_ingest_ack_latency_seconds_bucket", "kafka_producer_", "jvm_memory_used_bytes");
    }
}
