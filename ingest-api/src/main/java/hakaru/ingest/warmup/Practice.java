package hakaru.ingest.warmup;

import hakaru.ingest.port.HttpConfig;
import hakaru.ingest.publish.PublishConfig;
import hakaru.runtime.NamedThreads;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The practice of an API that starts later, for a process in which what it needs must start first: it takes the processors
 * that this leaves. Safe for use by several threads.
 */
public final class Practice implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(NamedThreads.daemons("ingest-api-practice"));
    private final Future<Long> beacons;

    private Practice(HttpConfig http, PublishConfig publish, Duration limit) {
        this.beacons = thread.submit(() -> WarmUp.run(http, publish, limit));
        thread.shutdown();
    }

    /** Begins it, as the API would before it is ready. */
    public static Practice start(HttpConfig http, PublishConfig publish, Duration limit) {
        return new Practice(http, publish, limit);
    }

    /**
     * Waits until it ends.
     *
     * @return how many beacons were answered
     * @throws IllegalStateException when it has been closed before it ended
     */
    public long await() throws InterruptedException {
        try {
            return beacons.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the practice of the API failed", e.getCause());
        }
    }

    /** Has it end, and waits for nothing. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
