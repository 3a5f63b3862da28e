package hakaru.report;

import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report's port, served by one event loop of its own. Closing is bounded. */
record ReportPort(Vertx vertx, HttpServer server) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportPort.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
    private static final int IDLE_SECONDS = 60;

    static ReportPort open(Endpoint endpoint, ReportRoutes routes) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // Pages are read from the jar once: no cache directory.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false))
                .setPreferNativeTransport(true));
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
                    .requestHandler(routes.router(vertx))
                    .listen(endpoint.port(), endpoint.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return new ReportPort(vertx, server);
        } catch (ExecutionException e) {
            close(vertx);
            if (e.getCause() instanceof IOException) {
                throw StartException.portInUse("the report's port", endpoint, e.getCause());
            }
            throw new IllegalStateException("cannot open the report at " + endpoint, e.getCause());
        }
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() throws InterruptedException {
        close(vertx);
    }

    private static void close(Vertx vertx) throws InterruptedException {
        Future<Void> closing = vertx.close();
        try {
            closing.toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The report's port has not closed within {} and is left to itself", CLOSE_LIMIT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot close the report's port", e.getCause());
        }
    }
}
