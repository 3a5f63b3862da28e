package hakaru.runtime.lag;

import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

    FirstRecords(KafkaConfig kafka, String clientId) {
        Map<String, Object> properties = kafka.clientProperties(clientId);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A record deleted a moment ago: the oldest that is left is now the next one.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A record in an open transaction is late too, and most of all when the transaction never ends.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Returns the first record of each partition that has one between the offsets to read; a transaction marker is none.
     *
     * @throws TimeoutException when Kafka has not sent them within 5 s
     */
    Map<TopicPartition, FirstRecord> read(Map<TopicPartition, Unread> unread) {
        Map<TopicPartition, FirstRecord> found = new HashMap<>();
        Map<TopicPartition, Unread> open = new HashMap<>(unread);
        open.values().removeIf(Unread::isEmpty);
        consumer.assign(open.keySet());
        open.forEach((partition, offsets) -> consumer.seek(partition, offsets.from()));
        long deadline = System.nanoTime() + READ_LIMIT.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("no records of " + open.keySet() + " within " + READ_LIMIT);
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_LIMIT);
            records.forEach(record -> found.putIfAbsent(
                    new TopicPartition(record.topic(), record.partition()),
                    new FirstRecord(record.offset(), Instant.ofEpochMilli(record.timestamp()))));
            Set<TopicPartition> done = records.isEmpty() ? passed(open) : records.partitions();
            consumer.pause(done);
            open.keySet().removeAll(done);
        }
        consumer.unsubscribe();
        return found;
    }

    /** The partitions whose position has passed all there was: markers only. */
    private Set<TopicPartition> passed(Map<TopicPartition, Unread> open) {
        return open.entrySet().stream()
                .filter(entry ->
                        consumer.position(entry.getKey()) >= entry.getValue().end())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
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
