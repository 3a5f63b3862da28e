package hakaru.ingest.port;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that serve HTTP, on the kernel's own event interface where Netty has it. */
public final class EventLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;

    private EventLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    public static EventLoops open(HttpConfig config) {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(config.eventLoopCount())
                // Nothing of ours blocks; Vert.x itself resolves the host to listen on there, once.
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // Vert.x would make a cache directory for files on the class path, which we do not serve.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false))
                .setPreferNativeTransport(true);
        Vertx vertx = Vertx.vertx(options);
        String transport = vertx.isNativeTransportEnabled()
                ? "the native transport"
                : "Java NIO; no native transport: " + vertx.unavailableNativeTransportCause();
        LOG.info("Serving HTTP on {} event loops with {}", config.eventLoopCount(), transport);
        return new EventLoops(vertx);
    }

    Vertx vertx() {
        return vertx;
    }

    /** Returns when a part of Vert.x has closed, when the limit has passed, or when interrupted. */
    static void awaitClose(String part, Duration limit, Future<?> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("{} has not closed within {} and is left to itself", part, limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot close " + part, e.getCause());
        }
    }

    @Override
    public void close() {
        awaitClose("the event loops", CLOSE_LIMIT, vertx.close());
    }
}
