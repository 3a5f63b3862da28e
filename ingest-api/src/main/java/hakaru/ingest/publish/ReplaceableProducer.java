package hakaru.ingest.publish;

import hakaru.runtime.NamedThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one producer open: an idempotent producer that met a fatal error never sends again, so it is closed and a new one
 * opened, on a thread of its own and no oftener than every {@code pause}.
 *
 * <p>Safe for use by several threads. {@link #close()} is idempotent and bounded.
 */
final class ReplaceableProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceableProducer.class);

    private final ProducerSource source;
    private final PublishMetrics metrics;
    private final Duration pause;
    private final Duration closeLimit;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons("ingest-api-producer-replacement"));
    private volatile @Nullable OpenProducer current;
    private boolean closed;
    private long lastOpened;

    /** How often a producer may be replaced, and how long the last one may take to finish. */
    record Limits(Duration pause, Duration close) {}

    private ReplaceableProducer(ProducerSource source, PublishMetrics metrics, Limits limits) {
        this.source = source;
        this.metrics = metrics;
        this.pause = limits.pause();
        this.closeLimit = limits.close();
    }

    /** Opens the first producer on the calling thread. */
    static ReplaceableProducer open(ProducerSource source, PublishMetrics metrics, Limits limits)
            throws InterruptedException {
        ReplaceableProducer producer = new ReplaceableProducer(source, metrics, limits);
        producer.install(source.open());
        return producer;
    }

    /** The producer to send with; none while a dead one is being replaced. */
    @Nullable
    OpenProducer current() {
        return current;
    }

    /** Takes a producer out of use for good; only the first report of each counts. */
    synchronized void giveUp(OpenProducer dead, Exception reason) {
        if (closed || !dead.equals(current)) {
            return;
        }
        current = null;
        metrics.replaced();
        LOG.error("The producer met a fatal error and is replaced; beacons get 503 until then", reason);
        thread.execute(() -> dead.close(Duration.ZERO));
        scheduleReplacement();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It says itself how it went.
    private synchronized void scheduleReplacement() {
        if (closed) {
            return;
        }
        long due = lastOpened + pause.toNanos() - System.nanoTime();
        thread.schedule(this::replace, Math.max(0, due), TimeUnit.NANOSECONDS);
    }

    private void replace() {
        try {
            install(source.open());
            LOG.info("A new producer is in use");
        } catch (RuntimeException e) {
            LOG.error("No new producer could be opened; tried again in {}", pause, e);
            opened();
            scheduleReplacement();
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void opened() {
        lastOpened = System.nanoTime();
    }

    private synchronized void install(OpenProducer producer) {
        opened();
        if (closed) {
            producer.close(Duration.ZERO);
            return;
        }
        current = producer;
    }

    @Override
    public void close() {
        OpenProducer last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        thread.shutdownNow();
        if (last != null) {
            last.close(closeLimit);
        }
        awaitReplacement();
    }

    private void awaitReplacement() {
        try {
            if (!thread.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A producer that is being replaced has not closed within {}", closeLimit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
