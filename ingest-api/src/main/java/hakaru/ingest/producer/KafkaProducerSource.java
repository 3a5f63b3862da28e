package hakaru.ingest.producer;

import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RetriableException;

/** Opens Kafka producers and fetches the topic's metadata, so that the first beacon need not wait for them. */
public final class KafkaProducerSource implements ReplaceableProducer.Source {
    /** A try does not wait, because max.block.ms is 0; it only asks the producer's own thread to fetch. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Map<String, Object> settings;
    private final String topic;
    private final Readiness.Condition condition;
    private final MeterRegistry registry;

    public KafkaProducerSource(
            Map<String, Object> settings, String topic, Readiness readiness, MeterRegistry registry) {
        this.settings = settings;
        this.topic = topic;
        this.condition = readiness.condition("producer", "has not fetched the metadata of " + topic + " yet");
        this.registry = registry;
    }

    @Override
    public ReplaceableProducer.Open open() throws InterruptedException {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings);
        try {
            while (!hasMetadata(producer)) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
            condition.met();
            KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
            metrics.bindTo(registry);
            return new ReplaceableProducer.Open(producer, metrics::close);
        } catch (RuntimeException | InterruptedException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private boolean hasMetadata(Producer<byte[], byte[]> producer) {
        try {
            producer.partitionsFor(topic);
            return true;
        } catch (RetriableException e) {
            condition.unmet("no metadata of " + topic + " yet: " + e.getMessage());
            return false;
        }
    }
}
