package hakaru.ingest.port;

import hakaru.ingest.connection.ConnectionLimit;
import hakaru.ingest.publish.ImpressionPublisher;
import hakaru.ingest.traffic.AdList;
import hakaru.runtime.StartException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** The beacons' port, open on every event loop. Safe for use by several threads; closing is idempotent and bounded. */
public final class HttpPort implements AutoCloseable {
    /** Beyond the acknowledgement timeout: an answer has to reach its client, and an unreadable request is let linger. */
    private static final Duration CLOSE_ALLOWANCE = Duration.ofSeconds(3);

    private final List<BeaconVerticle> verticles;
    private final ConnectionLimit connections;
    private final Duration closeLimit;

    private HttpPort(List<BeaconVerticle> verticles, ConnectionLimit connections, Duration closeLimit) {
        this.verticles = verticles;
        this.connections = connections;
        this.closeLimit = closeLimit;
    }

    /** Where beacons go from here: by the list that says which ads keep their names, to who takes them to Kafka. */
    public record Downstream(AdList ads, ImpressionPublisher publisher) {}

    /**
     * Opens the port; 0 takes a free one.
     *
     * @throws StartException when the port cannot be had
     */
    public static HttpPort open(HttpConfig config, EventLoops loops, Downstream downstream, MeterRegistry registry)
            throws InterruptedException {
        ConnectionLimit connections = new ConnectionLimit(config.maxConnections(), registry);
        List<BeaconVerticle> verticles = Stream.generate(
                        () -> new BeaconVerticle(config, downstream, connections, registry))
                .limit(config.eventLoopCount())
                .toList();
        DeploymentOptions onEveryLoop = new DeploymentOptions().setInstances(verticles.size());
        await(loops.vertx().deployVerticle(verticles.iterator()::next, onEveryLoop), config);
        return new HttpPort(
                verticles, connections, downstream.publisher().ackTimeout().plus(CLOSE_ALLOWANCE));
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

    public int port() {
        return verticles.get(0).port();
    }

    /** From now on every answer is the last on its connection, so that clients and balancers go elsewhere. */
    public void drain() {
        connections.drain();
    }

    /** Stops accepting, closes idle connections, and lets beacons in flight finish. */
    @Override
    public void close() {
        drain();
        List<Future<?>> closing = verticles.stream()
                .<Future<?>>map(verticle -> verticle.shutdown(closeLimit))
                .toList();
        // Vert.x keeps to its own limit; the second more is for its doing so.
        EventLoops.awaitClose("the beacon port", closeLimit.plusSeconds(1), Future.join(closing));
    }
}
