package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 200 was answered: the impression is in Kafka and will be counted once. */
class AnsweredImpressionIsCountedOnceIT {
    @Test
    void shouldCountAThousandBeaconsAsAThousand() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        HttpClient client = HttpClient.newHttpClient();

        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi()) {
            for (int value = 1; value <= 1_000; value++) {
                URI uri = URI.create(pipeline.beaconUrl() + "?name=open&value=" + value);
                HttpResponse<String> response =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
            }

            Await.until("1,000 counted", Pipeline.LIMIT, () -> pipeline.counts().impressions() == 1_000);
            assertThat(pipeline.counts().valueSum()).isEqualTo(500_500);
            pipeline.assertEveryImpressionIsCountedOnce();
        }
    }

    @Test
    void shouldSayOfAReceiptThatItsBeaconIsCounted() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        pipeline.startSink().close();

        try (Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi()) {
            URI uri = URI.create(pipeline.beaconUrl() + "?name=open&id=some-id");
            String receipt = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("Hakaru-Receipt")
                    .orElseThrow();
            assertThat(ask(pipeline, receipt)).endsWith(" not yet");

            try (MysqlSink sink = pipeline.startSink()) {
                Await.until("counted", Pipeline.LIMIT, () -> pipeline.counts().impressions() == 1);
            }

            assertThat(ask(pipeline, receipt)).endsWith(" counted");
        }
    }

    /** As an auditor does. */
    private static String ask(Pipeline pipeline, String receipt) {
        try (ForkedJvm kakeru = ForkedJvm.start(
                hakaru.kakeru.Main.class,
                Map.of("KAKERU_DB_PASSWORD", pipeline.database().password()),
                List.of(),
                "receipt",
                receipt,
                "--jdbc-url=" + pipeline.database().jdbcUrl(),
                "--db-user=" + pipeline.database().analyst())) {
            Await.until("the answer", Pipeline.LIMIT, () -> !kakeru.isAlive());
            return kakeru.output().strip();
        }
    }
}
