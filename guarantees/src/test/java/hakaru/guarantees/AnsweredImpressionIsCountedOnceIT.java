package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
}
