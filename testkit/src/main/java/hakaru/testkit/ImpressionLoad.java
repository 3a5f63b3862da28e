package hakaru.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hakaru.contract.Impression;
import java.util.ArrayList;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** Publishes random impressions, as the API does, until it is closed. Owns the thread {@code test-load}. */
public final class ImpressionLoad implements AutoCloseable {
    private static final int ADS = 20;
    private static final int BURST = 100;
    private static final long PAUSE_NANOS = 25_000_000;
    /** Some five seconds of beacons: repeats come before and after whatever a test does to the job. */
    private static final int SENT_AGAIN_WITHIN = 20_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final RandomGenerator random;
    private final Thread thread = new Thread(this::publishUntilClosed, "test-load");
    private final AtomicLong published = new AtomicLong();
    private final boolean withIds;
    private final List<Beacon> sent = new ArrayList<>();
    private volatile boolean closed;

    private record Beacon(@Nullable String id, String ad, long value) {}

    private ImpressionLoad(String bootstrapServers, String topic, long seed, boolean withIds) {
        this.withIds = withIds;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        2,
                        // Of partitions made a moment ago, Kafka sometimes leaves a request unanswered.
                        "request.timeout.ms",
                        5_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static ImpressionLoad start(String bootstrapServers, String topic, long seed) {
        return started(new ImpressionLoad(bootstrapServers, topic, seed, false));
    }

    /** Beacons have ids, and one of four is one that was sent before. */
    public static ImpressionLoad startRepeating(String bootstrapServers, String topic, long seed) {
        return started(new ImpressionLoad(bootstrapServers, topic, seed, true));
    }

    private static ImpressionLoad started(ImpressionLoad load) {
        load.thread.start();
        return load;
    }

    private void publishUntilClosed() {
        while (!closed) {
            for (int i = 0; i < BURST; i++) {
                publish(withIds ? newOrRepeated() : beacon(null));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Beacon beacon(@Nullable String id) {
        return new Beacon(id, "ad-" + random.nextInt(ADS), random.nextInt(1_000));
    }

    private Beacon newOrRepeated() {
        if (!sent.isEmpty() && random.nextInt(4) == 0) {
            int from = Math.max(0, sent.size() - SENT_AGAIN_WITHIN);
            return sent.get(random.nextInt(from, sent.size()));
        }
        Beacon beacon = beacon("id-" + sent.size());
        sent.add(beacon);
        return beacon;
    }

    private void publish(Beacon beacon) {
        byte[] key = beacon.id() == null ? null : beacon.id().getBytes(US_ASCII);
        byte[] impression = Impression.newBuilder()
                .setAd(beacon.ad())
                .setValue(beacon.value())
                .build()
                .toByteArray();
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, key, impression), (metadata, failure) -> {
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
