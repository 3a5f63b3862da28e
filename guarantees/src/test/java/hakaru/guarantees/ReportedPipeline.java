package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.embedded.Ports;
import hakaru.ingest.IngestConfig;
import hakaru.report.Report;
import hakaru.report.ReportConfig;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.StorePasswords;
import hakaru.sink.MysqlSink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

/** A whole pipeline with a report about it. */
final class ReportedPipeline implements AutoCloseable {
    private final Lifecycle parts = new Lifecycle();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Pipeline pipeline;
    private final MysqlSink sink;
    private final Report report;

    private ReportedPipeline(Pipeline pipeline) throws InterruptedException {
        this.pipeline = pipeline;
        // In the order of standalone: the sink makes the tables.
        this.sink = parts.add("sink", pipeline.startSink());
        parts.add("aggregator", pipeline.startAggregator());
        parts.add("api", pipeline.startIngestApi());
        this.report = parts.add("report", Report.start(config(pipeline)));
    }

    static ReportedPipeline start(Pipeline pipeline) throws InterruptedException {
        return new ReportedPipeline(pipeline);
    }

    static ReportedPipeline onShared() throws InterruptedException {
        return start(Pipeline.onShared());
    }

    private static ReportConfig config(Pipeline pipeline) {
        IngestConfig ingest = Settings.load(pipeline.variables(), IngestConfig::from);
        return new ReportConfig(
                new Endpoint("127.0.0.1", Ports.free()),
                Set.of(),
                "http://" + ReportConfig.HOST + ":" + pipeline.variable("INGEST_PORT"),
                true,
                new ReportConfig.Database(
                        pipeline.database().jdbcUrl(),
                        pipeline.database().analyst(),
                        new Secret(pipeline.database().password()),
                        StorePasswords.NONE),
                ingest.publish().kafka());
    }

    /** The report's address, which ends with a slash. */
    String url() {
        return "http://127.0.0.1:" + report.port() + "/";
    }

    String beaconUrl() {
        return pipeline.beaconUrl();
    }

    /** Sends beacons, each of which is answered 200. */
    void send(String ad, long value, int times) throws IOException, InterruptedException {
        URI beacon = URI.create(beaconUrl() + "?name=" + ad + "&value=" + value);
        for (int i = 0; i < times; i++) {
            assertThat(client.send(HttpRequest.newBuilder(beacon).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    void stopSink() {
        sink.close();
    }

    @Override
    public void close() {
        parts.close();
    }
}
