package hakaru.ingest.http;

import hakaru.ingest.publish.EventLoopPublisher;
import hakaru.ingest.publish.ImpressionPublisher;
import hakaru.ingest.traffic.AdList;
import hakaru.ingest.traffic.BotList;
import hakaru.ingest.traffic.TrafficJudge;
import hakaru.ingest.traffic.TrafficMetrics;
import hakaru.runtime.StartException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * The beacons' port, open on every event loop, and what these loops share. Safe for use by several threads; closing is
 * idempotent and bounded.
 */
public final class HttpPort implements AutoCloseable {
    /** Beyond the acknowledgement timeout: an answer has to reach its client, and an unreadable request is let linger. */
    private static final Duration CLOSE_ALLOWANCE = Duration.ofSeconds(3);

    private final HttpConfig config;
    private final ImpressionPublisher publisher;
    private final HttpMetrics metrics;
    private final ConnectionLimit limit;
    private final BotList bots = BotList.load();
    private final AdList ads;
    private final TrafficMetrics traffic;
    private final List<BeaconVerticle> verticles = new CopyOnWriteArrayList<>();
    private final int maxWaiting;
    private volatile boolean draining;

    private HttpPort(HttpConfig config, Way way, MeterRegistry registry) {
        this.config = config;
        this.publisher = way.publisher();
        this.ads = way.ads();
        this.metrics = new HttpMetrics(registry);
        this.traffic = new TrafficMetrics(registry);
        this.limit = new ConnectionLimit(config.maxConnections(), registry);
        this.maxWaiting = config.maxWaitingPerEventLoop();
    }

    /** Which ads go to Kafka under their names, and who takes them there. */
    public record Way(AdList ads, ImpressionPublisher publisher) {}

    /**
     * Opens the port; 0 takes a free one.
     *
     * @throws StartException when the port cannot be had
     */
    public static HttpPort open(HttpConfig config, EventLoops loops, Way way, MeterRegistry registry)
            throws InterruptedException {
        HttpPort port = new HttpPort(config, way, registry);
        DeploymentOptions onEveryLoop = new DeploymentOptions().setInstances(config.eventLoopCount());
        await(loops.vertx().deployVerticle(port::newVerticle, onEveryLoop), config);
        return port;
    }

    private static void await(Future<?> deployment, HttpConfig config) throws InterruptedException {
        try {
            deployment.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                throw StartException.portInUse("ingest-api's beacon port", config.endpoint(), e.getCause());
            }
            throw new IllegalStateException("cannot open the beacon port at " + config.endpoint(), e.getCause());
        }
    }

    private BeaconVerticle newVerticle() {
        BeaconVerticle verticle = new BeaconVerticle(this);
        verticles.add(verticle);
        return verticle;
    }

    public int port() {
        return verticles.get(0).port();
    }

    /** From now on every answer is the last on its connection, so that clients and balancers go elsewhere. */
    public void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    HttpConfig config() {
        return config;
    }

    HttpMetrics metrics() {
        return metrics;
    }

    ConnectionLimit limit() {
        return limit;
    }

    TrafficJudge newTrafficJudge() {
        return new TrafficJudge(ads, bots, traffic);
    }

    EventLoopPublisher publisherFor(Executor eventLoop) {
        return publisher.forEventLoop(eventLoop, maxWaiting);
    }

    /** Stops accepting, closes idle connections, and lets beacons in flight finish. */
    @Override
    public void close() {
        drain();
        Duration closeLimit = publisher.ackTimeout().plus(CLOSE_ALLOWANCE);
        List<Future<?>> closing = List.copyOf(verticles).stream()
                .<Future<?>>map(verticle -> verticle.shutdown(closeLimit))
                .toList();
        // Vert.x keeps to its own limit; the second more is for its doing so.
        Closing.await("the beacon port", closeLimit.plusSeconds(1), Future.join(closing));
    }
}
