package hakaru.ingest;

import hakaru.contract.Topics;
import hakaru.ingest.port.ConnectionBudget;
import hakaru.ingest.port.EventLoops;
import hakaru.ingest.port.HttpConfig;
import hakaru.ingest.port.HttpPort;
import hakaru.ingest.port.ProcessLimits;
import hakaru.ingest.publish.ImpressionPublisher;
import hakaru.ingest.traffic.AdList;
import hakaru.ingest.warmup.WarmUp;
import hakaru.runtime.Service;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.kafka.TopicId;
import hakaru.runtime.management.Readiness;
import hakaru.runtime.management.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running ingest API. Safe for use by several threads. */
public final class IngestApi implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(IngestApi.class);

    private final RunningService service;
    private final int managementPort;
    private final HttpPort http;

    private IngestApi(RunningService service, int managementPort, HttpPort http) {
        this.service = service;
        this.managementPort = managementPort;
        this.http = http;
    }

    /**
     * Starts the service; waits for Kafka without limit, and says so on the management port.
     *
     * @throws hakaru.runtime.StartException when a port cannot be had, memory or file descriptors do not suffice, or a topic
     *     would lose or change impressions
     */
    public static IngestApi start(IngestConfig config) throws InterruptedException {
        return RunningService.open("ingest-api", service -> open(config, service));
    }

    private static IngestApi open(IngestConfig config, RunningService service) throws InterruptedException {
        HttpConfig beacons =
                ConnectionBudget.fit(config.http(), config.publish().buffer(), ProcessLimits.ofThisProcess());
        KafkaConfig kafka = config.publish().kafka();
        AdList ads = service.add("list of ads", AdList.open(config.ads(), service.metrics()));
        Readiness.Condition warm = service.condition("warm-up", "practises, so as to be fast from the first beacon on");
        Readiness.Condition listening = service.condition("http", "the beacon port is not open yet");
        int managementPort = service.openManagementPort(config.management());
        WarmUp.run(config.http(), config.publish(), config.warmUp());
        warm.met();
        new KafkaGate(kafka, service.readiness()).pass(List.of(Topics.IMPRESSIONS));
        EventLoops loops = service.add("event loops", EventLoops.open(beacons));
        TopicId topicId = service.add(
                "topic id",
                TopicId.start(service.name(), kafka, config.publish().topic()));
        ImpressionPublisher publisher = service.add(
                "publisher",
                ImpressionPublisher.open(config.publish(), topicId::latest, service.readiness(), service.metrics()));
        HttpPort http = service.add(
                "beacon port",
                HttpPort.open(beacons, loops, new HttpPort.Downstream(ads, publisher), service.metrics()));
        service.add("drain", () -> drain(http, service, config.drainDelay()));
        listening.met();
        return new IngestApi(service, managementPort, http);
    }

    private static void drain(HttpPort http, RunningService service, Duration delay) throws InterruptedException {
        LOG.info("Stopping: unready now, answering for {} more", delay);
        service.condition("stopping", "the process is about to stop");
        http.drain();
        TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    }

    /** The beacon port, which the configuration may have left open by asking for 0. */
    public int port() {
        return http.port();
    }

    public int managementPort() {
        return managementPort;
    }

    /** Never completes: whatever Kafka does, the service goes on answering, if with 503. */
    @Override
    public CompletableFuture<Void> failure() {
        return service.failure();
    }

    /**
     * Stops in the order of the data, each step bounded:
     *
     * <ol>
     *   <li>it says that it is unready and goes on answering, each time as the last on the connection: balancers must have
     *       heard it before nobody listens;
     *   <li>the beacon port takes nobody new, and waits for the answers of those who are there: Kafka may have their beacons;
     *   <li>the publisher, which no request needs any more, waits for what is still on its way to Kafka;
     *   <li>the topic's id, of which receipts were made until then;
     *   <li>the event loops, on which all answers were given;
     *   <li>the management port, late, so that one can see how far the stop is;
     *   <li>the list of ads and the metrics, which all of them used.
     * </ol>
     */
    @Override
    public void close() {
        service.close();
    }
}
