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

/** Every impression is counted; those that a request says were no person's looking, among the invalid, too. */
class GrossAndNetIT {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
    private static final String BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private final HttpClient client = HttpClient.newHttpClient();

    private void send(Pipeline pipeline, String... headers) throws Exception {
        URI uri = URI.create(pipeline.beaconUrl() + "?name=open&value=3");
        HttpRequest request = HttpRequest.newBuilder(uri).headers(headers).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldCountEveryImpressionAndTheInvalidOnesByReason() throws Exception {
        Pipeline pipeline = Pipeline.onShared();

        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi()) {
            for (int i = 0; i < 10; i++) {
                send(pipeline, "User-Agent", BROWSER);
            }
            for (int i = 0; i < 3; i++) {
                send(pipeline, "User-Agent", BOT);
            }
            send(pipeline, "User-Agent", BROWSER, "Sec-Purpose", "prefetch;prerender");

            Await.until("14 counted", Pipeline.LIMIT, () -> pipeline.counts().impressions() == 14);
            assertThat(pipeline.counts().number("SELECT SUM(invalid) FROM impressions_per_day"))
                    .isEqualTo(4);
            assertThat(pipeline.counts().number("SELECT SUM(valid) FROM impressions_per_hour"))
                    .isEqualTo(10);
            assertThat(pipeline.counts().number("SELECT SUM(impressions) FROM invalid_per_minute WHERE reason = 'bot'"))
                    .isEqualTo(3);
            assertThat(pipeline.counts().number("SELECT SUM(value_sum) FROM invalid_per_day WHERE reason = 'prefetch'"))
                    .isEqualTo(3);
            pipeline.assertEveryImpressionIsCountedOnce();
        }
    }
}
