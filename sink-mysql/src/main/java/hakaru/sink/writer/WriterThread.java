package hakaru.sink.writer;

import hakaru.runtime.management.Readiness;
import hakaru.runtime.management.RunningService;
import hakaru.sink.mysql.counts.CountStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the thread of the {@link WriterLoop}. Safe for use by several threads.
 *
 * <p>Closing lets the running transaction finish; one that MySQL does not answer loses its connection and is rolled back.
 */
public final class WriterThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    /** For the running transaction. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** For leaving the group: twice {@code WriterLoop}'s limit, and 2 s. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(12);

    private final WriterLoop loop;
    private final CountStore store;
    private final Thread thread;
    private final CompletableFuture<Void> failure;

    private WriterThread(WriterLoop loop, CountStore store, CompletableFuture<Void> failure) {
        this.loop = loop;
        this.store = store;
        this.failure = failure;
        this.thread = new Thread(this::run, "sink-mysql-writer");
        thread.setDaemon(true);
    }

    /**
     * Puts the writer together and starts it.
     *
     * @param service whose failure is completed, exceptionally, when the writer cannot go on
     * @param mysql holds while MySQL takes the counts
     */
    public static WriterThread start(
            RunningService service, WriterParts parts, Readiness.Condition mysql, WriterMetrics metrics) {
        Retry retry = new Retry(parts.backoff(), mysql, metrics);
        Assignment assignment = new Assignment(parts.topic(), parts.consumer(), service.readiness(), metrics, retry);
        Committer committer = new Committer(parts.store(), retry, metrics);
        WriterLoop loop = new WriterLoop(parts, assignment, committer, retry);
        WriterThread writer = new WriterThread(loop, parts.store(), service.failure());
        writer.thread.start();
        return writer;
    }

    private void run() {
        try {
            loop.run();
        } catch (Exception | Error e) {
            failure.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        loop.stop();
        if (hasEndedWithin(GRACE)) {
            return;
        }
        store.abort();
        if (!hasEndedWithin(LEAVE_LIMIT)) {
            LOG.warn(
                    "The writer has not stopped within {}; what it had not committed is counted at the next start",
                    GRACE.plus(LEAVE_LIMIT));
            thread.interrupt();
        }
    }

    private boolean hasEndedWithin(Duration limit) {
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
