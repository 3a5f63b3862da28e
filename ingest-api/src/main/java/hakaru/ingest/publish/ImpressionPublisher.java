package hakaru.ingest.publish;

import hakaru.contract.Receipt;
import hakaru.ingest.producer.AckTimes;
import hakaru.ingest.producer.KafkaProducerSource;
import hakaru.ingest.producer.NowhereProducer;
import hakaru.ingest.producer.PublishOutcome;
import hakaru.ingest.producer.ReplaceableProducer;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;

/**
 * What the event loops' publishers share: one producer, so that they fill the same batches, and what is known of the topic and
 * of Kafka's answers. Safe for use by several threads.
 */
public final class ImpressionPublisher implements AutoCloseable {
    private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(5);

    /** Beyond the acknowledgement timeout, within which every record has succeeded or failed. */
    private static final Duration CLOSE_ALLOWANCE = Duration.ofSeconds(2);

    private final String topic;
    private final Supplier<Optional<String>> topicId;
    private final AckTimes times;
    private final ReplaceableProducer producer;
    private final Outage outage;
    private final StickyPartitioner partitioner;

    ImpressionPublisher(
            PublishConfig config, Supplier<Optional<String>> topicId, ReplaceableProducer producer, Outage outage) {
        this.topic = config.topic();
        this.topicId = topicId;
        this.times = new AckTimes(config.ackTimeout());
        this.producer = producer;
        this.outage = outage;
        this.partitioner = new StickyPartitioner(times.slow(), config.batchBytes());
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
        PublishMetrics metrics = new PublishMetrics(registry);
        ReplaceableProducer.Source kafka =
                new KafkaProducerSource(config.producerSettings(), config.topic(), readiness, registry);
        ReplaceableProducer producer = producer(kafka, config, registry);
        // To open it may take long; the first look at how beacons fare is a second after that.
        Outage outage = new Outage(metrics, readiness, System.nanoTime());
        return new ImpressionPublisher(config, topicId, producer, outage);
    }

    /** For practice: acknowledges at once, and Kafka hears nothing of it. */
    public static ImpressionPublisher toNowhere(PublishConfig config, MeterRegistry registry)
            throws InterruptedException {
        Outage outage = new Outage(new PublishMetrics(registry), new Readiness(), System.nanoTime());
        ReplaceableProducer.Source nowhere = () -> new ReplaceableProducer.Open(new NowhereProducer(), () -> {});
        Optional<String> topicId = Optional.of(Uuid.ZERO_UUID.toString());
        return new ImpressionPublisher(config, () -> topicId, producer(nowhere, config, registry), outage);
    }

    private static ReplaceableProducer producer(
            ReplaceableProducer.Source source, PublishConfig config, MeterRegistry registry)
            throws InterruptedException {
        Duration close = config.ackTimeout().plus(CLOSE_ALLOWANCE);
        return ReplaceableProducer.open(source, new ReplaceableProducer.Limits(REPLACEMENT_PAUSE, close), registry);
    }

    /** To be called by each event loop every {@link AckTimes#tick()}. */
    void look(long now) {
        if (outage.look(now)) {
            updatePartitions();
        }
    }

    /** Does not wait, because max.block.ms is 0; what is known stays while the producer knows nothing. */
    private void updatePartitions() {
        partitioner.update(producer.partitionsOf(topic));
    }

    /** Within which every impression is answered. */
    public Duration ackTimeout() {
        return times.answer();
    }

    String topic() {
        return topic;
    }

    /** Kafka does not always say the offset of a record that it has taken at the second try. */
    Optional<Receipt> receipt(PublishOutcome.Acknowledged record) {
        return record.offset() < 0
                ? Optional.empty()
                : topicId.get().map(id -> new Receipt(id, record.partition(), record.offset()));
    }

    AckTimes times() {
        return times;
    }

    ReplaceableProducer producer() {
        return producer;
    }

    StickyPartitioner partitioner() {
        return partitioner;
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
