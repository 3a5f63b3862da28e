package hakaru.runtime.lag;

import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the one record of each partition that a group would read next, for its timestamp. Joins no group and commits
 * nothing. Owns a consumer; for one thread, but for {@link #wakeup()}.
 */
final class FirstRecords implements AutoCloseable {
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_LIMIT = Duration.ofMillis(250);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /** One batch of a partition is more than enough; the broker sends at least that, however large. */
    private static final int FETCH_BYTES = 16 << 10;

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Where the oldest unread record of a partition is, and when it was written. */
    record FirstRecord(long offset, Instant timestamp) {}

    private FirstRecords(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static FirstRecords open(KafkaConfig kafka, String clientId) {
        Map<String, Object> properties = kafka.clientProperties(clientId);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A record deleted a moment ago: the oldest that is left is now the next one.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A record in an open transaction is late too, and most of all when the transaction never ends.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return new FirstRecords(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Returns the first record of each partition that has one between the offsets to read; a transaction marker is none.
     *
     * @throws TimeoutException when Kafka has not sent them within 5 s
     */
    Map<TopicPartition, FirstRecord> read(Map<TopicPartition, Unread> unread) {
        Map<TopicPartition, FirstRecord> found = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(unread.keySet());
        open.removeIf(partition -> offsets(unread, partition).isEmpty());
        consumer.assign(open);
        open.forEach(
                partition -> consumer.seek(partition, offsets(unread, partition).from()));
        long deadline = System.nanoTime() + READ_LIMIT.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("no records of " + open + " within " + READ_LIMIT);
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_LIMIT);
            records.forEach(record -> note(record, found));
            Set<TopicPartition> done = records.isEmpty() ? passed(open, unread) : records.partitions();
            consumer.pause(done);
            open.removeAll(done);
        }
        consumer.unsubscribe();
        return found;
    }

    private static Unread offsets(Map<TopicPartition, Unread> unread, TopicPartition partition) {
        Unread offsets = unread.get(partition);
        if (offsets == null) {
            throw new IllegalArgumentException("nobody asked for " + partition);
        }
        return offsets;
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, FirstRecord> found) {
        found.putIfAbsent(
                new TopicPartition(record.topic(), record.partition()),
                new FirstRecord(record.offset(), Instant.ofEpochMilli(record.timestamp())));
    }

    /** The partitions whose position has passed all there was: markers only. */
    private Set<TopicPartition> passed(Set<TopicPartition> open, Map<TopicPartition, Unread> unread) {
        Set<TopicPartition> passed = new HashSet<>(open);
        passed.removeIf(partition ->
                consumer.position(partition) < offsets(unread, partition).end());
        return passed;
    }

    /** Ends a read that waits; may be called by any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    }
}
