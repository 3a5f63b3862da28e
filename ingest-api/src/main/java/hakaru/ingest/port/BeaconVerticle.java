package hakaru.ingest.port;

import hakaru.ingest.connection.ConnectionLimit;
import hakaru.ingest.connection.Connections;
import hakaru.ingest.http.Routes;
import hakaru.ingest.publish.EventLoopPublisher;
import hakaru.ingest.traffic.TrafficJudge;
import hakaru.runtime.config.Endpoint;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Serves the connections of one event loop; all loops share the port. */
final class BeaconVerticle extends VerticleBase {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final HttpConfig config;
    private final HttpPort.Downstream downstream;
    private final ConnectionLimit limit;
    private final MeterRegistry registry;
    private @Nullable HttpServer server;

    BeaconVerticle(HttpConfig config, HttpPort.Downstream downstream, ConnectionLimit limit, MeterRegistry registry) {
        this.config = config;
        this.downstream = downstream;
        this.limit = limit;
        this.registry = registry;
    }

    @Override
    public Future<?> start() {
        EventLoopPublisher publisher = new EventLoopPublisher(
                downstream.publisher(),
                config.maxWaitingPerEventLoop(),
                task -> context.runOnContext(none -> task.run()),
                Clock.SYSTEM);
        Connections connections = new Connections(limit, config.connectionTimes(), Clock.SYSTEM);
        TrafficJudge traffic = new TrafficJudge(downstream.ads(), registry);
        Routes routes = Routes.of(traffic, publisher, connections, registry);
        vertx.setPeriodic(publisher.tick().toMillis(), tick -> publisher.expire());
        vertx.setPeriodic(SWEEP_INTERVAL.toMillis(), tick -> connections.sweep());
        return listen(connections, routes);
    }

    private Future<HttpServer> listen(Connections connections, Routes routes) {
        server = vertx.createHttpServer(options())
                .connectionHandler(connections::opened)
                .requestHandler(routes.router(vertx))
                .invalidRequestHandler(routes::refuseUnreadable)
                // A connection that breaks is no event; what matters about connections is counted.
                .exceptionHandler(failure -> {});
        return server.listen(address());
    }

    private SocketAddress address() {
        Endpoint endpoint = config.endpoint();
        // A free port is to be the same one for all event loops.
        return endpoint.port() == 0
                ? SocketAddress.sharedRandomPort(1, endpoint.host())
                : SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host());
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                // The kernel's part of what a connection may cost; it would grow to megabytes with who does not read.
                .setReceiveBufferSize(ConnectionBudget.KERNEL_BUFFER)
                .setSendBufferSize(ConnectionBudget.KERNEL_BUFFER)
                // For who asks and does not read: a close waits until the answers before it are sent, so only the
                // kernel can end such a connection. Heeded by the native transport.
                .setTcpUserTimeout((int) config.unreadLimit().toMillis())
                .setHandle100ContinueAutomatically(true)
                // Each would put a handler on every connection, for what is not served here.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // Balancers speak HTTP/1.1 to us, and our limits are made for it.
                .setHttp2ClearTextEnabled(false);
    }

    int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** Stops accepting, closes idle connections, and lets those with a beacon in flight finish. */
    Future<?> shutdown(Duration limit) {
        return server == null ? Future.succeededFuture() : server.shutdown(limit);
    }
}
