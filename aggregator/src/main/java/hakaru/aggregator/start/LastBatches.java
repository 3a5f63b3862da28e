package hakaru.aggregator.start;

import hakaru.aggregator.start.Start.Extent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds the last committed record of each partition: looks at the end, and further back where nothing but markers and
 * aborted records is there. All partitions share the polls. For one thread.
 */
final class LastBatches {
    /** A commit leaves a batch and its marker. */
    private static final long FIRST_STEP = 2;

    private static final long FACTOR = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Extent> extents;
    private final Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();

    private LastBatches(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Extent> extents) {
        this.consumer = consumer;
        this.extents = extents;
    }

    /**
     * Returns a record for each partition that has one.
     *
     * @param consumer at {@code read_committed}
     * @throws TimeoutException when Kafka does not send them within 30 s
     */
    static Map<TopicPartition, ConsumerRecord<byte[], byte[]>> find(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Extent> extents) {
        LastBatches batches = new LastBatches(consumer, extents);
        Set<TopicPartition> open = new HashSet<>(extents.keySet());
        open.removeIf(partition -> batches.isEmpty(partition));
        for (long step = FIRST_STEP; !open.isEmpty(); step *= FACTOR) {
            batches.look(open, step);
            long reached = step;
            open.removeIf(partition -> batches.last.containsKey(partition) || batches.hasAll(partition, reached));
        }
        return batches.last;
    }

    private boolean isEmpty(TopicPartition partition) {
        Extent extent = Answers.of(extents, partition);
        return extent.beginning() >= extent.stable();
    }

    private boolean hasAll(TopicPartition partition, long step) {
        Extent extent = Answers.of(extents, partition);
        return extent.stable() - step <= extent.beginning();
    }

    /** Reads the last {@code step} offsets of the partitions. */
    private void look(Set<TopicPartition> open, long step) {
        consumer.assign(open);
        open.forEach(partition -> {
            Extent extent = Answers.of(extents, partition);
            consumer.seek(partition, Math.max(extent.beginning(), extent.stable() - step));
        });
        Set<TopicPartition> unread = new HashSet<>(open);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!unread.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the last batches of " + unread + " did not come for " + TIMEOUT);
            }
            consumer.poll(POLL)
                    .forEach(record -> last.put(new TopicPartition(record.topic(), record.partition()), record));
            unread.removeIf(partition -> consumer.position(partition)
                    >= Answers.of(extents, partition).stable());
        }
    }
}
