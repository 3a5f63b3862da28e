package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page whose own name is made to lead to this machine; neither database nor broker is needed to turn it away. */
class RebindingIT {
    private Report report;

    @BeforeEach
    void start() throws InterruptedException {
        TopicSpec topics = new TopicSpec("", false, 1, (short) 1, Duration.ofHours(1));
        report = Report.start(new ReportConfig(
                new Endpoint("127.0.0.1", 0),
                Set.of("report.example"),
                "http://" + ReportConfig.HOST + ":8081",
                false,
                new ReportConfig.Database(
                        "jdbc:mysql://127.0.0.1:1/hakaru", "redash", new Secret(""), StorePasswords.NONE),
                new KafkaConfig("127.0.0.1:1", ClientProperties.NONE, topics)));
    }

    @AfterEach
    void stop() {
        report.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/demo", "/report.json", "/report.js", "/nothing"})
    void shouldServeNothingUnderAnotherName(String path) throws IOException {
        assertThat(ask(path, "Host: evil.example:8082\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("script src");
    }

    @Test
    void shouldServeNothingToWhoNamesNobody() throws IOException {
        assertThat(ask("/", "")).doesNotContain(" 200 ");
    }

    @Test
    void shouldServeThisMachine() throws IOException {
        assertThat(ask("/", "Host: localhost:" + report.port() + "\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("/", "Host: 127.0.0.1\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldServeTheNamesItIsGiven() throws IOException {
        assertThat(ask("/", "Host: report.example\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldServeNoAdsUnlessItIsToldTo() throws IOException {
        assertThat(ask("/demo", "Host: 127.0.0.1\r\n")).startsWith("HTTP/1.1 404 ");
    }

    private String ask(String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), report.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
