package hakaru.aggregator.start;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.ImpressionLog.Chunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads ranges of several partitions together, all with the same polls, as far as its bounds go. For one thread. */
final class RecordReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_RECORDS = 200_000;
    private static final long MAX_BYTES = 32 << 20;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, RangeToRead> ranges;
    private final Map<TopicPartition, List<SourceRecord>> records = new HashMap<>();
    private int count;
    private long bytes;

    private RecordReader(Consumer<byte[], byte[]> consumer, Map<TopicPartition, RangeToRead> ranges) {
        this.consumer = consumer;
        this.ranges = ranges;
    }

    /**
     * Reads the committed records of {@code ranges}, or what fits of them.
     *
     * @param beginning of each partition; what lies before it is gone
     * @throws TimeoutException when no record comes for 30 s
     */
    static Map<TopicPartition, Chunk> read(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, RangeToRead> ranges,
            Map<TopicPartition, Long> beginning) {
        RecordReader reader = new RecordReader(consumer, ranges);
        consumer.assign(ranges.keySet());
        ranges.forEach((partition, range) -> {
            reader.records.put(partition, new ArrayList<>());
            consumer.seek(partition, Math.max(range.from(), Answers.of(beginning, partition)));
        });
        reader.readAll();
        Map<TopicPartition, Chunk> chunks = new HashMap<>();
        ranges.forEach((partition, range) -> chunks.put(
                partition,
                new Chunk(
                        Answers.of(beginning, partition),
                        Answers.of(reader.records, partition),
                        Math.min(range.to(), consumer.position(partition)))));
        return chunks;
    }

    private void readAll() {
        Set<TopicPartition> open = new HashSet<>(ranges.keySet());
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!open.isEmpty() && count < MAX_RECORDS && bytes < MAX_BYTES) {
            int before = count;
            consumer.poll(POLL).forEach(this::keep);
            Set<TopicPartition> done = new HashSet<>(open);
            done.removeIf(partition ->
                    consumer.position(partition) < Answers.of(ranges, partition).to());
            consumer.pause(done);
            if (open.removeAll(done) || count > before) {
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("no record of " + open + " came for " + TIMEOUT);
            }
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() >= Answers.of(ranges, partition).to()) {
            return;
        }
        Answers.of(records, partition).add(SourceRecord.of(record));
        count++;
        bytes += Math.max(0, record.serializedValueSize());
    }
}
