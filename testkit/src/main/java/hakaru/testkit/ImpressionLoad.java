package hakaru.testkit;

import hakaru.contract.Impression;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes random impressions, as the API does, until it is closed. Owns the thread {@code test-load}. */
public final class ImpressionLoad implements AutoCloseable {
    private static final int ADS = 20;
    private static final int BURST = 20;
    private static final long PAUSE_NANOS = 5_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final RandomGenerator random;
    private final Thread thread = new Thread(this::publishUntilClosed, "test-load");
    private final AtomicLong published = new AtomicLong();
    private volatile boolean closed;

    private ImpressionLoad(String bootstrapServers, String topic, long seed) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static ImpressionLoad start(String bootstrapServers, String topic, long seed) {
        ImpressionLoad load = new ImpressionLoad(bootstrapServers, topic, seed);
        load.thread.start();
        return load;
    }

    private void publishUntilClosed() {
        while (!closed) {
            for (int i = 0; i < BURST; i++) {
                publish("ad-" + random.nextInt(ADS), random.nextInt(1_000));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void publish(String ad, long value) {
        byte[] impression =
                Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, impression), (metadata, failure) -> {
            if (failure == null) {
                published.incrementAndGet();
            }
        });
    }

    /** Records that Kafka has acknowledged so far. */
    public long published() {
        return published.get();
    }

    /** Stops and waits until Kafka has acknowledged or refused every record. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
