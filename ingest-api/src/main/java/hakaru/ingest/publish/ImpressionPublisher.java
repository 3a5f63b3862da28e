package hakaru.ingest.publish;

import hakaru.contract.Topics;
import hakaru.runtime.Readiness;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends impressions to Kafka through one producer that all event loops share, so that they fill the same batches. Never
 * waits. Safe for use by several threads.
 */
public final class ImpressionPublisher implements AutoCloseable {
    private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(5);

    /** Beyond the acknowledgement timeout, within which every record has succeeded or failed. */
    private static final Duration CLOSE_ALLOWANCE = Duration.ofSeconds(2);

    private final String topic;
    private final Duration ackTimeout;
    private final ReplaceableProducer producer;
    private final PublishMetrics metrics;

    ImpressionPublisher(String topic, Duration ackTimeout, ReplaceableProducer producer, PublishMetrics metrics) {
        this.topic = topic;
        this.ackTimeout = ackTimeout;
        this.producer = producer;
        this.metrics = metrics;
    }

    /** Opens a producer and waits until it knows the topic. */
    public static ImpressionPublisher open(PublishConfig config, Readiness readiness, MeterRegistry registry)
            throws InterruptedException {
        String topic = config.kafka().topic(Topics.IMPRESSIONS);
        ProducerSource source = new KafkaProducerSource(new ProducerSettings(config), topic, readiness, registry);
        PublishMetrics metrics = new PublishMetrics(registry);
        ReplaceableProducer.Limits limits = new ReplaceableProducer.Limits(
                REPLACEMENT_PAUSE, config.ackTimeout().plus(CLOSE_ALLOWANCE));
        return new ImpressionPublisher(
                topic, config.ackTimeout(), ReplaceableProducer.open(source, metrics, limits), metrics);
    }

    /** The part of this publisher that belongs to one event loop. */
    public EventLoopPublisher forEventLoop(Executor eventLoop) {
        return new EventLoopPublisher(this, eventLoop, Clock.SYSTEM);
    }

    /**
     * Sends one encoded impression. The callback may come from any thread, also from this one before the method returns,
     * and a dying producer may call it twice.
     *
     * @param timestamp the time of receipt, in milliseconds since 1970
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback gets the same, without a thread that waits for it.
    void send(long timestamp, byte[] impression, Callback callback) {
        OpenProducer open = producer.current();
        if (open == null) {
            callback.onCompletion(null, new IllegalStateException("the producer is being replaced"));
            return;
        }
        // No key: the sticky partitioner fills batches, and no popular ad makes a hot partition.
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, null, timestamp, null, impression);
        try {
            open.producer().send(message, (metadata, failure) -> {
                callback.onCompletion(metadata, failure);
                inspect(open, failure);
            });
        } catch (RuntimeException e) {
            callback.onCompletion(null, e);
            inspect(open, e);
        }
    }

    private void inspect(OpenProducer open, @Nullable Exception failure) {
        if (failure != null && ProducerFailure.isFatal(failure)) {
            producer.giveUp(open, failure);
        }
    }

    /** Within which every impression is answered. */
    public Duration ackTimeout() {
        return ackTimeout;
    }

    PublishMetrics metrics() {
        return metrics;
    }

    /** Waits, bounded, until all that was sent is acknowledged or has failed. */
    @Override
    public void close() {
        producer.close();
    }
}
