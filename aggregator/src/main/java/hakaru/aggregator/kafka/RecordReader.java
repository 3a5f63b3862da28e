package hakaru.aggregator.kafka;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.ImpressionLog.Chunk;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of a topic's partitions together, all with the same polls. Owns a consumer that is not in the
 * group; for one thread.
 */
final class RecordReader implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_POLL_RECORDS = 10_000;
    private static final int MAX_RECORDS = 200_000;
    private static final long MAX_BYTES = 32 << 20;

    /** A commit leaves a batch and its marker. */
    private static final long FIRST_STEP = 2;

    private static final long FACTOR = 16;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param partitions how many it will read */
    RecordReader(KafkaConfig kafka, String topic, int partitions) {
        Map<String, Object> properties = kafka.clientProperties("aggregator-start");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FetchSize.ofPartition(partitions, Runtime.getRuntime().maxMemory()));
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads the ranges, or what fits of them; always some of it.
     *
     * @throws TimeoutException when no record comes for 30 s
     */
    Map<Integer, Chunk> read(Map<Integer, RangeToRead> ranges) {
        Map<TopicPartition, Long> beginning = consumer.beginningOffsets(TopicFacts.of(topic, ranges.keySet()));
        consumer.assign(beginning.keySet());
        // What another range of it has paused.
        consumer.resume(beginning.keySet());
        beginning.forEach((partition, first) ->
                consumer.seek(partition, Math.max(range(ranges, partition).from(), first)));
        Map<Integer, List<SourceRecord>> records = poll(ranges);
        Map<Integer, Chunk> chunks = new HashMap<>();
        beginning.forEach((partition, first) -> chunks.put(
                partition.partition(),
                new Chunk(
                        first,
                        records.getOrDefault(partition.partition(), List.of()),
                        Math.min(range(ranges, partition).to(), consumer.position(partition)))));
        return chunks;
    }

    private static RangeToRead range(Map<Integer, RangeToRead> ranges, TopicPartition partition) {
        return Answers.of(ranges, partition.partition());
    }

    private Map<Integer, List<SourceRecord>> poll(Map<Integer, RangeToRead> ranges) {
        List<SourceRecord> records = new ArrayList<>();
        Set<TopicPartition> open = new HashSet<>(consumer.assignment());
        long bytes = 0;
        long lastProgress = System.nanoTime();
        while (!open.isEmpty() && records.size() < MAX_RECORDS && bytes < MAX_BYTES) {
            List<SourceRecord> polled = within(ranges, consumer.poll(POLL));
            records.addAll(polled);
            bytes += polled.stream().mapToLong(SourceRecord::valueLength).sum();
            if (pauseAtEnd(open, ranges) || !polled.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > TIMEOUT.toNanos()) {
                throw new TimeoutException("no record of " + open + " came for " + TIMEOUT);
            }
        }
        return records.stream().collect(Collectors.groupingBy(SourceRecord::partition));
    }

    private static List<SourceRecord> within(Map<Integer, RangeToRead> ranges, ConsumerRecords<byte[], byte[]> polled) {
        List<SourceRecord> records = new ArrayList<>(polled.count());
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            if (record.offset() < Answers.of(ranges, record.partition()).to()) {
                records.add(SourceRecord.of(record));
            }
        }
        return records;
    }

    /** Takes out of {@code open} what is read; returns whether that was any. */
    private boolean pauseAtEnd(Set<TopicPartition> open, Map<Integer, RangeToRead> ranges) {
        Set<TopicPartition> done = new HashSet<>(open);
        done.removeIf(partition ->
                consumer.position(partition) < range(ranges, partition).to());
        consumer.pause(done);
        return open.removeAll(done);
    }

    /** Reads all of the ranges; what Kafka has deleted of them is passed over. */
    void readAll(Map<Integer, RangeToRead> ranges, Consumer<SourceRecord> taker) {
        readAll(ranges, (partition, chunk) -> chunk.records().forEach(taker));
    }

    /** Chunk by chunk, so that the heap holds one. */
    private void readAll(Map<Integer, RangeToRead> ranges, BiConsumer<Integer, Chunk> taker) {
        Map<Integer, RangeToRead> left = new HashMap<>(ranges);
        left.values().removeIf(RangeToRead::isEmpty);
        while (!left.isEmpty()) {
            read(left).forEach((partition, chunk) -> {
                taker.accept(partition, chunk);
                left.computeIfPresent(partition, (number, range) -> range.after(chunk.to()));
            });
            left.values().removeIf(RangeToRead::isEmpty);
        }
    }

    /**
     * Finds the last record of each range that has one: looks at the end, and further back where nothing but markers and
     * aborted records is there.
     *
     * @throws KafkaException when Kafka deletes some of that meanwhile: that there is nothing left does not mean that there was
     *     no record
     */
    Map<Integer, SourceRecord> last(Map<Integer, RangeToRead> ranges) {
        Map<Integer, SourceRecord> last = new HashMap<>();
        Map<Integer, RangeToRead> open = new HashMap<>(ranges);
        for (long step = FIRST_STEP; !open.isEmpty(); step *= FACTOR) {
            long length = step;
            Map<Integer, RangeToRead> ends = new HashMap<>();
            open.forEach((partition, range) -> ends.put(partition, range.after(range.to() - length)));
            readAll(ends, (partition, chunk) -> {
                requireKept(partition, Answers.of(ends, partition), chunk);
                chunk.records().forEach(record -> last.put(partition, record));
            });
            open.keySet().removeAll(last.keySet());
            open.entrySet().removeAll(ends.entrySet());
        }
        return last;
    }

    private void requireKept(int partition, RangeToRead range, Chunk chunk) {
        if (chunk.beginning() > range.from()) {
            throw new KafkaException(topic + "-" + partition + " was to be read from offset " + range.from()
                    + " on, but begins at " + chunk.beginning() + " by now");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
