package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.embedded.Ports;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report as a process of its own beside the services, as in production: by a user who may only read. */
class ReportRunsAloneIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String port = Integer.toString(Ports.free());
    private final String managementPort = Integer.toString(Ports.free());

    @Test
    void shouldShowWhatIsCountedAndStopInOrder() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi();
                ForkedJvm report = ForkedJvm.start(hakaru.report.Main.class, variables(pipeline))) {
            Await.until(
                    "ready",
                    Pipeline.LIMIT,
                    () -> get(managementPort, "/readyz").statusCode() == 200);
            assertThat(get(port, "/").body()).contains("https://beacons.example.com/hakaru");

            for (int i = 0; i < 3; i++) {
                assertThat(get(pipeline.variable("INGEST_PORT"), "/hakaru?name=open&value=7")
                                .statusCode())
                        .isEqualTo(200);
            }

            Await.until(
                    "the books",
                    Pipeline.LIMIT,
                    () -> get(port, "/report.json")
                            .body()
                            .contains(
                                    "\"accepted\":3,\"counted\":3,\"repeated\":0,\"rejected\":0,\"onTheWay\":0,\"state\":\"BALANCED\""));
            assertThat(get(managementPort, "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(report.terminate(Duration.ofSeconds(30))).isZero();
            assertThat(report.output()).doesNotContain("ERROR");
        }
    }

    private Map<String, String> variables(Pipeline pipeline) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", pipeline.variable("KAFKA_BOOTSTRAP_SERVERS"),
                "KAFKA_TOPIC_PREFIX", pipeline.variable("KAFKA_TOPIC_PREFIX"),
                "MYSQL_URL", pipeline.variable("MYSQL_URL"),
                "MYSQL_USER", pipeline.database().analyst(),
                "MYSQL_PASSWORD", pipeline.database().password(),
                "REPORT_PORT", port,
                "REPORT_MANAGEMENT_PORT", managementPort,
                "REPORT_API_URL", "https://beacons.example.com");
    }

    private HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
