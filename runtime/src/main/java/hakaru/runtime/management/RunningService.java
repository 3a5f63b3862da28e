package hakaru.runtime.management;

import hakaru.runtime.Lifecycle;
import hakaru.runtime.Service;
import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletableFuture;

/**
 * What every service has beside its own parts: whether it is ready, its metrics, the port that tells of both, and what ends
 * it. Parts are closed in the reverse of the order in which they were added. Safe for use by several threads.
 *
 * @param name with which the names of its threads begin, too
 * @param failure to be completed, exceptionally, by the part that cannot go on
 */
public record RunningService(
        String name,
        Lifecycle parts,
        Readiness readiness,
        PrometheusMeterRegistry metrics,
        CompletableFuture<Void> failure)
        implements Service {
    /**
     * Opens a service part by part; when one of them does not open, those before it are closed again.
     *
     * @param name of the service on its management port
     */
    public static <T> T open(String name, Lifecycle.Opener<RunningService, T, RuntimeException> opener)
            throws InterruptedException {
        return Lifecycle.<T, RuntimeException>open(parts -> opener.open(
                new RunningService(name, parts, new Readiness(), Metrics.open(parts), new CompletableFuture<>())));
    }

    /** Adds a part that has just been opened, as {@link Lifecycle#add} does. */
    public <P extends AutoCloseable> P add(String part, P closeable) {
        return parts.add(part, closeable);
    }

    /** One thing that must hold before the service is ready; the first one is to come before the port that tells of it. */
    public Readiness.Condition condition(String condition, String reason) {
        return readiness.condition(condition, reason);
    }

    /**
     * Opens the management port.
     *
     * @return its number, which the endpoint may leave open by asking for 0
     * @throws StartException when the port cannot be had
     */
    public int openManagementPort(Endpoint endpoint) {
        return add("management port", ManagementServer.start(name, endpoint, readiness, metrics))
                .port();
    }

    @Override
    public void close() {
        parts.close();
    }
}
