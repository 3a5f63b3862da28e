package hakaru.ingest.producer;

import hakaru.runtime.NamedThreads;
import hakaru.runtime.management.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
public final class ReplaceableProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceableProducer.class);
    private static final ThreadFactory THREADS = NamedThreads.daemons("ingest-api-producer-replacement");

    private final Source source;
    private final Limits limits;
    private final Counter replacements;
    private final AtomicReference<State> state;

    /** Opens producers that can send at once. */
    @FunctionalInterface
    public interface Source {
        /**
         * Waits without limit until the new producer knows the topic.
         *
         * @throws org.apache.kafka.common.KafkaException when waiting would not help
         */
        Open open() throws InterruptedException;
    }

    /** How often a producer may be replaced, and how long the last one may take to finish. */
    public record Limits(Duration pause, Duration close) {}

    /** Open, being replaced, open again, and so on; closed for ever. */
    private sealed interface State {}

    /**
     * A producer that sends, as far as is known.
     *
     * @param unbindMetrics takes away the metrics that are to vanish with it
     * @param since when it was opened, in {@code System.nanoTime}'s
     */
    public record Open(Producer<byte[], byte[]> producer, Runnable unbindMetrics, long since) implements State {
        public Open(Producer<byte[], byte[]> producer, Runnable unbindMetrics) {
            this(producer, unbindMetrics, System.nanoTime());
        }

        /** Waits up to {@code limit} for what is under way; what is left fails, and its beacons are answered so. */
        void close(Duration limit) {
            unbindMetrics.run();
            producer.close(limit);
        }
    }

    /** A fatal error is known, and that thread opens the next producer. */
    private record Replacing(Thread thread) implements State {}

    private record Closed() implements State {}

    private ReplaceableProducer(Source source, Limits limits, Counter replacements, Open first) {
        this.source = source;
        this.limits = limits;
        this.replacements = replacements;
        this.state = new AtomicReference<>(first);
    }

    /** Opens the first producer on the calling thread. */
    public static ReplaceableProducer open(Source source, Limits limits, MeterRegistry registry)
            throws InterruptedException {
        Counter replacements = new Meters(registry)
                .counter(
                        "hakaru.ingest.producer.replacements",
                        "Producers given up after a fatal error; each is followed by a new one.");
        return new ReplaceableProducer(source, limits, replacements, source.open());
    }

    /**
     * Sends one record. The listener may be called from any thread, also from this one before the method returns, and by a
     * dying producer twice.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback gets the same, without a thread that waits for it.
    public void send(ProducerRecord<byte[], byte[]> message, Consumer<PublishOutcome> listener) {
        if (!(state.get() instanceof Open open)) {
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
    public List<PartitionInfo> partitionsOf(String topic) {
        if (!(state.get() instanceof Open open)) {
            return List.of();
        }
        try {
            return open.producer().partitionsFor(topic);
        } catch (RuntimeException e) {
            inspect(open, e);
            return List.of();
        }
    }

    /** Takes a producer out of use for good after a fatal error; only the first one counts. */
    private void inspect(Open open, Exception failure) {
        if (!Unavailability.isFatal(failure) || !open.equals(state.get())) {
            return;
        }
        Thread thread = THREADS.newThread(() -> replace(open));
        if (state.compareAndSet(open, new Replacing(thread))) {
            replacements.increment();
            LOG.error("The producer met a fatal error and is replaced; beacons get 503 until then", failure);
            thread.start();
        }
    }

    private void replace(Open dead) {
        try {
            dead.close(Duration.ZERO);
        } catch (RuntimeException | Error e) {
            LOG.warn("The producer that met a fatal error could not be closed", e);
        }
        long last = dead.since();
        boolean done = false;
        try {
            while (!done && state.get() instanceof Replacing now) {
                TimeUnit.NANOSECONDS.sleep(last + limits.pause().toNanos() - System.nanoTime());
                done = openAnother(now);
                last = System.nanoTime();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread, and it ends here.
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there is nothing left to do. */
    private boolean openAnother(Replacing now) throws InterruptedException {
        try {
            Open next = source.open();
            if (state.compareAndSet(now, next)) {
                LOG.info("A new producer is in use");
            } else {
                next.close(Duration.ZERO);
            }
            return true;
        } catch (RuntimeException | Error e) {
            LOG.error("No new producer could be opened; tried again in {}", limits.pause(), e);
            return false;
        }
    }

    @Override
    public void close() {
        State last = state.getAndSet(new Closed());
        if (last instanceof Open open) {
            open.close(limits.close());
        } else if (last instanceof Replacing now) {
            now.thread().interrupt();
            await(now.thread());
        }
    }

    private void await(Thread replacement) {
        try {
            replacement.join(limits.close().toMillis());
            if (replacement.isAlive()) {
                LOG.warn("A producer that is being replaced has not closed within {}", limits.close());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
