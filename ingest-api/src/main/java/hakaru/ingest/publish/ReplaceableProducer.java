package hakaru.ingest.publish;

import hakaru.runtime.NamedThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one producer open and sends with it. An idempotent producer that met a fatal error never sends again, so it is closed
 * and a new one opened, on a thread of its own and no oftener than every {@code pause}. That takes a moment; to end the
 * process and start it anew would cost its connections and the seconds until it has practised.
 *
 * <p>Never waits, and is safe for use by several threads. {@link #close()} is idempotent and bounded.
 */
final class ReplaceableProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceableProducer.class);

    private final Source source;
    private final PublishMetrics metrics;
    private final Limits limits;

    /** Drops what comes after {@link #close()}, when nothing is to be replaced any more. */
    private final ScheduledExecutorService replacement = new ScheduledThreadPoolExecutor(
            1, NamedThreads.daemons("ingest-api-producer-replacement"), new ThreadPoolExecutor.DiscardPolicy());

    /** Retired until its successor is there, and for ever once this is closed. */
    private volatile Open current;

    /** Opens producers that can send at once. */
    @FunctionalInterface
    interface Source {
        /**
         * Waits without limit until the new producer knows the topic.
         *
         * @throws org.apache.kafka.common.KafkaException when waiting would not help
         */
        Open open() throws InterruptedException;
    }

    /** How often a producer may be replaced, and how long the last one may take to finish. */
    record Limits(Duration pause, Duration close) {}

    /**
     * A producer that sends until it is retired, which is done once, by who closes it.
     *
     * @param unbindMetrics takes away the metrics that are to vanish with it
     * @param since when it was opened, in {@code System.nanoTime}'s
     */
    record Open(Producer<byte[], byte[]> producer, Runnable unbindMetrics, long since, AtomicBoolean retired) {
        Open(Producer<byte[], byte[]> producer, Runnable unbindMetrics) {
            this(producer, unbindMetrics, System.nanoTime(), new AtomicBoolean());
        }

        /** Returns whether that is news. */
        boolean retire() {
            return retired.compareAndSet(false, true);
        }

        /** Waits up to {@code limit} for what is under way; what is left fails, and its beacons are answered so. */
        void close(Duration limit) {
            unbindMetrics.run();
            producer.close(limit);
        }
    }

    private ReplaceableProducer(Source source, PublishMetrics metrics, Limits limits, Open first) {
        this.source = source;
        this.metrics = metrics;
        this.limits = limits;
        this.current = first;
    }

    /** Opens the first producer on the calling thread. */
    static ReplaceableProducer open(Source source, PublishMetrics metrics, Limits limits) throws InterruptedException {
        return new ReplaceableProducer(source, metrics, limits, source.open());
    }

    /**
     * Sends one record. The listener may be called from any thread, also from this one before the method returns, and by a
     * dying producer twice.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback gets the same, without a thread that waits for it.
    void send(ProducerRecord<byte[], byte[]> message, Consumer<PublishOutcome> listener) {
        Open open = current;
        if (open.retired().get()) {
            listener.accept(PublishOutcome.Unavailable.notStored(Unavailability.NO_PRODUCER));
            return;
        }
        SendCallback callback = new SendCallback(listener, failure -> inspect(open, failure));
        try {
            open.producer().send(message, callback);
        } catch (RuntimeException e) {
            callback.onCompletion(null, e);
        }
        callback.taken();
    }

    /** What the producer knows of the topic; nothing while the topic, or the producer, is away. */
    List<PartitionInfo> partitionsOf(String topic) {
        Open open = current;
        try {
            return open.retired().get() ? List.of() : open.producer().partitionsFor(topic);
        } catch (RuntimeException e) {
            inspect(open, e);
            return List.of();
        }
    }

    /** Takes a producer out of use for good after a fatal error; only the first one counts. */
    private void inspect(Open open, Exception failure) {
        if (Unavailability.isFatal(failure) && open.retire()) {
            metrics.replaced();
            LOG.error("The producer met a fatal error and is replaced; beacons get 503 until then", failure);
            replacement.execute(() -> replace(open));
        }
    }

    private void replace(Open dead) {
        try {
            dead.close(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.warn("The producer that met a fatal error could not be closed", e);
        }
        openAnotherAfterPause(dead.since());
    }

    private void openAnotherAfterPause(long since) {
        long pause = since + limits.pause().toNanos() - System.nanoTime();
        var unused = replacement.schedule(this::openAnother, pause, TimeUnit.NANOSECONDS);
    }

    private void openAnother() {
        try {
            current = source.open();
            LOG.info("A new producer is in use");
        } catch (RuntimeException e) {
            LOG.error("No new producer could be opened; tried again in {}", limits.pause(), e);
            openAnotherAfterPause(System.nanoTime());
        } catch (InterruptedException e) {
            // Only close() interrupts this thread, and it ends here.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        replacement.shutdownNow();
        try {
            if (!replacement.awaitTermination(limits.close().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A producer that is being replaced has not closed within {}", limits.close());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Open last = current;
        if (last.retire()) {
            last.close(limits.close());
        }
    }
}
