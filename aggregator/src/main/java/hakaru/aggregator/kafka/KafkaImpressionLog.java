package hakaru.aggregator.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.ImpressionLog;
import hakaru.aggregator.start.Start;
import hakaru.aggregator.start.Start.Blocked;
import hakaru.aggregator.start.Start.Delayed;
import hakaru.aggregator.start.Start.Extent;
import hakaru.aggregator.start.Start.Facts;
import hakaru.aggregator.start.Start.LastBatch;
import hakaru.contract.CountBatch;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka outside the group, and reads at the job's isolation level. Each call opens and closes the consumers that it
 * needs: calls are as rare as rebalances. Safe for use by several threads.
 */
public final class KafkaImpressionLog implements ImpressionLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaImpressionLog.class);

    private final KafkaConfig kafka;
    private final Admin admin;
    private final OpenTransactions openTransactions;
    private final String impressions;
    private final String counts;

    public KafkaImpressionLog(KafkaConfig kafka, Admin admin) {
        this.kafka = kafka;
        this.admin = admin;
        this.openTransactions = new OpenTransactions(kafka);
        this.impressions = kafka.topic(Topics.IMPRESSIONS);
        this.counts = kafka.topic(Topics.IMPRESSION_COUNTS);
    }

    /** A Kafka that does not answer delays the start; the thread goes on with what it has. */
    @Override
    public Map<Integer, Start> starts(Set<Integer> partitions) {
        try {
            TopicFacts topics = new TopicFacts(admin, kafka);
            Map<Integer, Start> starts = new HashMap<>();
            Set<Integer> counted = new TreeSet<>(partitions);
            counted.removeIf(partition -> partition >= topics.partitions(counts));
            partitions.forEach(partition -> starts.put(partition, new Blocked(missing(topics))));
            starts.putAll(startsOf(topics, counted));
            return starts;
        } catch (KafkaException e) {
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
        Map<Integer, Extent> source = topics.extents(impressions, partitions);
        Map<Integer, Extent> target = openTransactions.end(topics, partitions);
        Map<Integer, Long> consumed = topics.committed(kafka.topic(Groups.AGGREGATOR), impressions, partitions);
        Map<Integer, Extent> readable = new HashMap<>(target);
        readable.values().removeIf(Extent::hasOpenTransaction);
        Map<Integer, SourceRecord> last = last(readable);
        Map<Integer, Start> starts = new HashMap<>();
        for (int partition : partitions) {
            Optional<SourceRecord> record = Optional.ofNullable(last.get(partition));
            Facts facts = new Facts(
                    topics.id(impressions),
                    partition,
                    Answers.of(source, partition),
                    Optional.ofNullable(consumed.get(partition)),
                    Answers.of(target, partition),
                    record.flatMap(KafkaImpressionLog::decode));
            boolean isStrange = record.isPresent() && facts.last().isEmpty();
            starts.put(partition, isStrange ? new Blocked(noBatch(record.get())) : Start.of(facts));
        }
        return starts;
    }

    private Map<Integer, SourceRecord> last(Map<Integer, Extent> extents) {
        Map<Integer, RangeToRead> committed = new HashMap<>();
        extents.forEach(
                (partition, extent) -> committed.put(partition, new RangeToRead(extent.beginning(), extent.stable())));
        try (RecordReader reader = new RecordReader(kafka, counts, committed.size())) {
            return reader.last(committed);
        }
    }

    private static Optional<LastBatch> decode(SourceRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LastBatch.of(CountBatch.parseFrom(value), record.timestamp()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static String noBatch(SourceRecord record) {
        return "the last record of " + record.topic() + "-" + record.partition() + ", at offset " + record.offset()
                + ", is no batch: somebody else writes there; see HakaruPartitionsWait in the runbook";
    }

    @Override
    public Map<Integer, Chunk> read(Map<Integer, RangeToRead> ranges) {
        try (RecordReader reader = new RecordReader(kafka, impressions, ranges.size())) {
            return reader.read(ranges);
        }
    }

    @Override
    public void readAll(Map<Integer, RangeToRead> ranges, Consumer<SourceRecord> taker) {
        try (RecordReader reader = new RecordReader(kafka, impressions, ranges.size())) {
            reader.readAll(ranges, taker);
        }
    }

    @Override
    public Optional<byte[]> lastBatch(int partition) {
        try {
            return last(new TopicFacts(admin, kafka).extents(counts, Set.of(partition))).values().stream()
                    .filter(record -> decode(record).isPresent())
                    .map(SourceRecord::value)
                    .findFirst();
        } catch (KafkaException e) {
            LOG.warn("The last batch of {}-{} is looked after the next time: {}", counts, partition, e.getMessage());
            return Optional.empty();
        }
    }
}
