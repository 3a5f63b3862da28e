package hakaru.aggregator.start;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.Start.Blocked;
import hakaru.aggregator.start.Start.Delayed;
import hakaru.aggregator.start.Start.Extent;
import hakaru.aggregator.start.Start.Facts;
import hakaru.aggregator.start.Start.LastBatch;
import hakaru.contract.CountBatch;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka with clients of its own, outside the group, at the job's isolation level. Each call opens and closes them:
 * calls are as rare as rebalances. Safe for use by several threads.
 */
public final class KafkaImpressionLog implements ImpressionLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaImpressionLog.class);
    private static final int MAX_POLL_RECORDS = 10_000;

    private final KafkaConfig kafka;
    private final OpenTransactions openTransactions;
    private final String impressions;
    private final String counts;

    public KafkaImpressionLog(KafkaConfig kafka) {
        this.kafka = kafka;
        this.openTransactions = new OpenTransactions(kafka);
        this.impressions = kafka.topic(Topics.IMPRESSIONS);
        this.counts = kafka.topic(Topics.IMPRESSION_COUNTS);
    }

    /** A Kafka that does not answer delays the start; the thread goes on with what it has. */
    @Override
    public Map<Integer, Start> starts(Set<Integer> partitions) {
        try (TopicFacts topics = TopicFacts.open(kafka)) {
            Map<Integer, Start> starts = new HashMap<>();
            Set<Integer> counted = new TreeSet<>(partitions);
            counted.removeIf(partition -> partition >= topics.partitions(counts));
            partitions.forEach(partition -> starts.put(partition, new Blocked(missing(topics))));
            starts.putAll(startsOf(topics, counted));
            return starts;
        } catch (KafkaException e) {
            Answers.passOnInterrupt(e);
            Map<Integer, Start> delayed = new HashMap<>();
            partitions.forEach(partition ->
                    delayed.put(partition, new Delayed("Kafka did not say where it starts: " + e.getMessage())));
            return delayed;
        }
    }

    private String missing(TopicFacts topics) {
        return counts + " has " + topics.partitions(counts) + " partitions, and " + impressions + " has "
                + topics.partitions(impressions) + ": raise it too, as \"aggregator partitions "
                + topics.partitions(impressions) + "\" does";
    }

    private Map<Integer, Start> startsOf(TopicFacts topics, Set<Integer> partitions) {
        Map<TopicPartition, Extent> source = topics.extents(of(impressions, partitions));
        Map<TopicPartition, Extent> target = openTransactions.end(topics, of(counts, partitions));
        Map<TopicPartition, Long> consumed = topics.committed(kafka.topic(Groups.AGGREGATOR), source.keySet());
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = lastBatches(target);
        Map<Integer, Start> starts = new HashMap<>();
        for (int partition : partitions) {
            TopicPartition from = new TopicPartition(impressions, partition);
            TopicPartition to = new TopicPartition(counts, partition);
            starts.put(
                    partition,
                    Start.of(new Facts(
                            topics.id(impressions),
                            partition,
                            Answers.of(source, from),
                            Answers.optional(consumed, from),
                            Answers.of(target, to),
                            Optional.ofNullable(last.get(to)).map(KafkaImpressionLog::decode),
                            Clock.systemUTC().millis())));
        }
        return starts;
    }

    private static LastBatch decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return LastBatch.of(CountBatch.parseFrom(record.value()), record.timestamp());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "the last record of " + record.topic() + "-" + record.partition() + ", at offset " + record.offset()
                            + ", is no batch: somebody else writes there; delete it",
                    e);
        }
    }

    private Map<TopicPartition, ConsumerRecord<byte[], byte[]>> lastBatches(Map<TopicPartition, Extent> target) {
        Map<TopicPartition, Extent> stable = new HashMap<>(target);
        stable.values().removeIf(Extent::hasOpenTransaction);
        try (Consumer<byte[], byte[]> consumer = open(stable.size())) {
            return LastBatches.find(consumer, stable);
        }
    }

    @Override
    public Map<Integer, Chunk> read(Map<Integer, RangeToRead> ranges) {
        try (Consumer<byte[], byte[]> consumer = open(ranges.size())) {
            return read(consumer, ranges);
        }
    }

    private Map<Integer, Chunk> read(Consumer<byte[], byte[]> consumer, Map<Integer, RangeToRead> ranges) {
        Map<TopicPartition, RangeToRead> wanted = new HashMap<>();
        ranges.forEach((partition, range) -> wanted.put(new TopicPartition(impressions, partition), range));
        Map<Integer, Chunk> chunks = new HashMap<>();
        RecordReader.read(consumer, wanted, consumer.beginningOffsets(wanted.keySet()))
                .forEach((partition, chunk) -> chunks.put(partition.partition(), chunk));
        return chunks;
    }

    /** Chunk by chunk, so that the heap holds one. */
    @Override
    public void replay(Map<Integer, RangeToRead> ranges, java.util.function.Consumer<SourceRecord> reader) {
        Map<Integer, RangeToRead> left = new HashMap<>(ranges);
        try (Consumer<byte[], byte[]> consumer = open(left.size())) {
            while (!left.isEmpty()) {
                read(consumer, left).forEach((partition, chunk) -> {
                    chunk.records().forEach(reader);
                    left.computeIfPresent(partition, (number, range) -> range.after(chunk.to()));
                });
                left.values().removeIf(RangeToRead::isEmpty);
            }
        }
    }

    @Override
    public Optional<byte[]> lastBatch(int partition) {
        Set<TopicPartition> only = of(counts, Set.of(partition));
        try (TopicFacts topics = TopicFacts.open(kafka);
                Consumer<byte[], byte[]> consumer = open(1)) {
            return LastBatches.find(consumer, topics.extents(only)).values().stream()
                    .map(ConsumerRecord::value)
                    .findFirst();
        } catch (KafkaException e) {
            Answers.passOnInterrupt(e);
            LOG.warn("The last batch of {}-{} is looked after the next time: {}", counts, partition, e.getMessage());
            return Optional.empty();
        }
    }

    private static Set<TopicPartition> of(String topic, Set<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
    }

    /**
     * Opens a consumer that is not in the group.
     *
     * @param partitions that it will read
     */
    private Consumer<byte[], byte[]> open(int partitions) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties("aggregator-start"));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FetchSize.ofPartition(partitions, Runtime.getRuntime().maxMemory()));
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
