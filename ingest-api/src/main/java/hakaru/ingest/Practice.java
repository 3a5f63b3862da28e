package hakaru.ingest;

import hakaru.runtime.NamedThreads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The practice of an API that starts later, for a process in which what it needs must start first: it takes the processors
 * that this leaves. Safe for use by several threads.
 */
public final class Practice implements AutoCloseable {
    private final IngestConfig config;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(NamedThreads.daemons("ingest-api-practice"));
    private final Future<Long> beacons;

    private Practice(IngestConfig config) {
        this.config = config;
        this.beacons = thread.submit(() -> WarmUp.run(config));
        thread.shutdown();
    }

    /** Begins it, as the API would before it is ready. */
    public static Practice start(IngestConfig config) {
        return new Practice(config);
    }

    /**
     * Waits until it ends, and returns what to start the API with, which need not practise again.
     *
     * @throws IllegalStateException when it has been closed before it ended
     */
    public IngestConfig await() throws InterruptedException {
        try {
            beacons.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the practice of the API failed", e.getCause());
        }
        return config.withoutWarmUp();
    }

    /** Has it end, and waits for nothing. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
