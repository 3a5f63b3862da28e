package hakaru.ingest.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a part of Vert.x to close. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    /** Returns when it has closed, when the limit has passed, or when interrupted. */
    static void await(String part, Duration limit, Future<?> closing) {
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
}
