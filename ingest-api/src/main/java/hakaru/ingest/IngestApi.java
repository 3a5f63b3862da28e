package hakaru.ingest;

import hakaru.contract.Topics;
import hakaru.ingest.http.ConnectionBudget;
import hakaru.ingest.http.EventLoops;
import hakaru.ingest.http.HttpConfig;
import hakaru.ingest.http.HttpPort;
import hakaru.ingest.http.ProcessLimits;
import hakaru.ingest.publish.ImpressionPublisher;
import hakaru.ingest.traffic.AdList;
import hakaru.runtime.KafkaGate;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.ManagementServer;
import hakaru.runtime.Metrics;
import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.runtime.TopicId;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The running ingest API. Safe for use by several threads. */
public final class IngestApi implements Service {
    private static final String NAME = "ingest-api";

    private final Lifecycle parts;
    private final ManagementServer management;
    private final HttpPort http;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    private IngestApi(Lifecycle parts, ManagementServer management, HttpPort http) {
        this.parts = parts;
        this.management = management;
        this.http = http;
    }

    /**
     * Starts the service; waits for Kafka without limit, and says so on the management port.
     *
     * @throws hakaru.runtime.StartException when a port cannot be had, or memory or file descriptors do not suffice
     * @throws hakaru.runtime.UnfitTopicException when a topic would lose or change impressions
     */
    public static IngestApi start(IngestConfig config) throws InterruptedException {
        Lifecycle parts = new Lifecycle();
        try {
            return open(config, parts);
        } catch (InterruptedException | RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    /** Opens the parts in this order, and so closes them in the reverse. */
    private static IngestApi open(IngestConfig config, Lifecycle parts) throws InterruptedException {
        HttpConfig beacons =
                ConnectionBudget.fit(config.http(), config.publish().buffer(), ProcessLimits.ofThisProcess());
        PrometheusMeterRegistry metrics = Metrics.open(parts);
        AdList ads = parts.add("list of ads", AdList.open(config.ads(), metrics));
        Readiness readiness = new Readiness();
        Readiness.Condition warm =
                readiness.condition("warm-up", "practises, so as to be fast from the first beacon on");
        Readiness.Condition listening = readiness.condition("http", "the beacon port is not open yet");
        ManagementServer management =
                parts.add("management port", ManagementServer.start(NAME, config.management(), readiness, metrics));
        WarmUp.run(config);
        warm.met();
        new KafkaGate(config.publish().kafka(), readiness).pass(List.of(Topics.IMPRESSIONS));
        EventLoops loops = parts.add("event loops", EventLoops.open(beacons));
        TopicId topicId = parts.add(
                "topic id",
                TopicId.start(config.publish().kafka(), config.publish().kafka().topic(Topics.IMPRESSIONS)));
        ImpressionPublisher publisher =
                parts.add("publisher", ImpressionPublisher.open(config.publish(), topicId::latest, readiness, metrics));
        HttpPort.Way way = new HttpPort.Way(ads, publisher);
        HttpPort http = parts.add("beacon port", HttpPort.open(beacons, loops, way, metrics));
        parts.add("drain", new Drain(http, readiness, config.drainDelay())::run);
        listening.met();
        return new IngestApi(parts, management, http);
    }

    /** The beacon port, which the configuration may have left open by asking for 0. */
    public int port() {
        return http.port();
    }

    public int managementPort() {
        return management.port();
    }

    /** Never completes: whatever Kafka does, the service goes on answering, if with 503. */
    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void close() {
        parts.close();
    }
}
