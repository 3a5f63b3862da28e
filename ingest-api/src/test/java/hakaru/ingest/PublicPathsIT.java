package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths, methods and protocols the beacon port serves. */
class PublicPathsIT {
    @AutoClose
    private static final RunningApi API = RunningApi.start();

    /** The books balance after every test. */
    @AfterEach
    void shouldAccountForAllThatWasReceived() throws IOException, InterruptedException {
        API.assertAccountsForAllThatWasReceived();
    }

    @Test
    void shouldTellRobotsToStayAway() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.get("/robots.txt");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("User-agent: *\nDisallow: /\n");
        assertThat(API.send("POST", "/robots.txt", "").statusCode()).isEqualTo(405);
    }

    /** Decision 15. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\nGET /hakaru?name=other HTTP/1.1\r\nHost: localhost\r\n\r\n",
            })
    void shouldEndAConnectionThatSpeaksAnotherProtocol(String opening) throws IOException {
        try (RawClient client = API.connect()) {
            String answer = client.send(opening).readToEnd();

            assertThat(answer).matches("(?s)HTTP/\\d\\.\\d (400|501) .*");
        }
        assertThat(API.published().of("other")).isEmpty();
    }

    @Test
    void shouldIgnoreAnOfferToSpeakAnotherProtocol() throws IOException {
        try (RawClient client = API.connect()) {
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
        try (RawClient client = API.connect()) {
            client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.readHeads(1)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void shouldServeOk() throws IOException, InterruptedException {
        assertThat(API.get("/ok").statusCode()).isEqualTo(200);
        assertThat(API.send("HEAD", "/ok", "").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> answer = API.send("POST", "/ok", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/hakaru/", "/ok/", "/hakaru/more", "/metrics", "/hakar%75%2f"})
    void shouldAnswerAnotherPathWith404(String path) throws IOException, InterruptedException {
        double refused = API.refused("no_such_path");

        HttpResponse<byte[]> answer = API.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"error\":");
        assertThat(API.refused("no_such_path")).isEqualTo(refused + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "BREW"})
    void shouldAnswerAnotherMethodWith405AndWhatIsAllowed(String method) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.send(method, "/hakaru?name=wrong+method", "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, POST, HEAD, OPTIONS");
        assertThat(API.published().of("wrong method")).isEmpty();
    }
}
