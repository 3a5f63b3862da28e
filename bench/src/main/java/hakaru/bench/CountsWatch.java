package hakaru.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.CountBatch;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sees committed batches as a sink does, and how old each of their impressions is by then. Owns the thread
 * {@code bench-counts}.
 */
final class CountsWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final double MILLIS = 1e6;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final LiveLoad load;
    private final Thread thread = new Thread(this::watch, "bench-counts");
    private final Map<Integer, Long> reached = new HashMap<>();
    private final Map<Integer, Long> lastSeen = new HashMap<>();
    private long[] ages = new long[1 << 20];
    private int count;
    private long longestPause;
    private long total;
    private long irregular;
    private volatile boolean stopped;

    private CountsWatch(KafkaConfig kafka, LiveLoad load) {
        this.topic = kafka.topic(Topics.IMPRESSION_COUNTS);
        this.load = load;
        Map<String, Object> properties = kafka.clientProperties("bench-counts");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) LOOK.toMillis());
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static CountsWatch start(KafkaConfig kafka, LiveLoad load) {
        CountsWatch watch = new CountsWatch(kafka, load);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        long nextLook = 0;
        while (!stopped) {
            if (System.nanoTime() >= nextLook) {
                takePartitions();
                nextLook = System.nanoTime() + LOOK.toNanos();
            }
            consumer.poll(POLL).forEach(this::see);
        }
        consumer.close();
    }

    private void takePartitions() {
        Set<TopicPartition> all = new HashSet<>();
        consumer.partitionsFor(topic).forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        if (!consumer.assignment().equals(all)) {
            consumer.assign(all);
        }
    }

    private synchronized void see(ConsumerRecord<byte[], byte[]> record) {
        CountBatch batch = decode(record.value());
        long now = System.nanoTime();
        long from = batch.getFromOffset();
        if (from != reached.getOrDefault(batch.getPartition(), 0L)) {
            irregular++;
        }
        reached.put(batch.getPartition(), batch.getToOffset());
        Long before = lastSeen.put(batch.getPartition(), now);
        longestPause = Math.max(longestPause, before == null ? 0 : now - before);
        for (long offset = from; offset < batch.getToOffset(); offset++) {
            note(now - load.sentAt(batch.getPartition(), offset));
        }
        total += batch.getToOffset() - from;
    }

    private void note(long age) {
        if (count == ages.length) {
            ages = Arrays.copyOf(ages, 2 * count);
        }
        ages[count++] = age;
    }

    private static CountBatch decode(byte[] value) {
        try {
            return CountBatch.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no batch", e);
        }
    }

    /** Impressions counted since the beginning. */
    synchronized long total() {
        return total;
    }

    /** Partitions with a batch. */
    synchronized int partitions() {
        return reached.size();
    }

    /** Forgets ages and pauses: what follows is measured. */
    synchronized void begin() {
        count = 0;
        longestPause = 0;
    }

    /** What was seen since {@link #begin}, in milliseconds. */
    synchronized String summary() {
        long[] sorted = Arrays.copyOf(ages, count);
        Arrays.sort(sorted);
        return String.format(
                "p50=%.0f p99=%.0f max=%.0f pause=%.0f counted=%d irregular=%d",
                at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), longestPause / MILLIS, count, irregular);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * share)] / MILLIS;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
