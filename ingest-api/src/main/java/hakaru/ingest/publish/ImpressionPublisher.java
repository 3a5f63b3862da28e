package hakaru.ingest.publish;

import hakaru.contract.Topics;
import hakaru.runtime.Readiness;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Sends impressions to Kafka through one producer that all event loops share, so that they fill the same batches. Never
 * waits. Safe for use by several threads.
 */
public final class ImpressionPublisher implements AutoCloseable {
    private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(5);

    /** Beyond the acknowledgement timeout, within which every record has succeeded or failed. */
    private static final Duration CLOSE_ALLOWANCE = Duration.ofSeconds(2);

    private final PublishedTopic topic;
    private final AckTimes times;
    private final ReplaceableProducer producer;
    private final Outage outage;
    private final Partitions partitions;

    ImpressionPublisher(
            PublishedTopic topic, AckTimes times, ReplaceableProducer producer, Outage outage, Partitions partitions) {
        this.topic = topic;
        this.times = times;
        this.producer = producer;
        this.outage = outage;
        this.partitions = partitions;
        updatePartitions();
    }

    /**
     * Opens a producer and waits until it knows the topic.
     *
     * @param topicId what Kafka calls the topic, once it has said so
     */
    public static ImpressionPublisher open(
            PublishConfig config, Supplier<Optional<String>> topicId, Readiness readiness, MeterRegistry registry)
            throws InterruptedException {
        ReplaceableProducer.Source source = new KafkaProducerSource(
                new ProducerSettings(config), config.kafka().topic(Topics.IMPRESSIONS), readiness, registry);
        return open(config, topicId, source, readiness, registry);
    }

    /** For practice: acknowledges at once, and Kafka hears nothing of it. */
    public static ImpressionPublisher toNowhere(PublishConfig config, MeterRegistry registry)
            throws InterruptedException {
        NowhereProducer producer = new NowhereProducer(config.kafka().topic(Topics.IMPRESSIONS));
        Optional<String> topicId = Optional.of(Uuid.ZERO_UUID.toString());
        return open(
                config,
                () -> topicId,
                () -> new ReplaceableProducer.Open(producer, () -> {}),
                new Readiness(),
                registry);
    }

    private static ImpressionPublisher open(
            PublishConfig config,
            Supplier<Optional<String>> topicId,
            ReplaceableProducer.Source source,
            Readiness readiness,
            MeterRegistry registry)
            throws InterruptedException {
        AckTimes times = new AckTimes(config.ackTimeout());
        PublishMetrics metrics = new PublishMetrics(registry);
        ReplaceableProducer.Limits limits = new ReplaceableProducer.Limits(
                REPLACEMENT_PAUSE, config.ackTimeout().plus(CLOSE_ALLOWANCE));
        return new ImpressionPublisher(
                new PublishedTopic(config.kafka().topic(Topics.IMPRESSIONS), topicId),
                times,
                ReplaceableProducer.open(source, metrics, limits),
                new Outage(metrics, readiness, Clock.SYSTEM.monotonicTime()),
                new Partitions(times.slow(), new ProducerSettings(config).batchBytes()));
    }

    /**
     * The part of this publisher that belongs to one event loop.
     *
     * @param maxWaiting impressions that may wait for Kafka there at a time
     */
    public EventLoopPublisher forEventLoop(Executor eventLoop, int maxWaiting) {
        return new EventLoopPublisher(this, new Admission(maxWaiting, times), eventLoop, Clock.SYSTEM);
    }

    /**
     * Sends one impression. The listener may be called from any thread, also from this one before the method returns, and
     * by a dying producer twice.
     */
    void send(Partition partition, Beacon beacon, Consumer<PublishOutcome> listener) {
        producer.send(
                new ProducerRecord<>(
                        topic.name(), partition.number(), beacon.receipt(), beacon.key(), beacon.encoded()),
                listener);
    }

    /** To be called by each event loop every {@link #tick()}. */
    void look(long now) {
        if (outage.look(now)) {
            updatePartitions();
        }
    }

    /** Does not wait, because max.block.ms is 0; what is known stays while the producer knows nothing. */
    private void updatePartitions() {
        partitions.update(producer.partitionsOf(topic.name()));
    }

    /** Within which every impression is answered. */
    public Duration ackTimeout() {
        return times.answer();
    }

    PublishedTopic topic() {
        return topic;
    }

    Duration tick() {
        return times.tick();
    }

    Partitions partitions() {
        return partitions;
    }

    PublishMetrics metrics() {
        return outage.metrics();
    }

    /** Waits, bounded, until all that was sent is acknowledged or has failed. */
    @Override
    public void close() {
        producer.close();
    }
}
