package hakaru.aggregator.combiner;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.kafka.Answers;
import hakaru.aggregator.start.ImpressionLog;
import hakaru.aggregator.start.Start;
import hakaru.aggregator.start.Start.Blocked;
import hakaru.aggregator.start.Start.Extent;
import hakaru.aggregator.start.Start.Facts;
import hakaru.aggregator.start.Start.LastBatch;
import hakaru.contract.CountBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** An {@code impressions} topic and an {@code impression-counts} topic of one partition each, in memory. */
public final class FakeImpressionLog implements ImpressionLog {
    static final String TOPIC_ID = "fakeTopicId";

    final List<CountBatch> batches = new ArrayList<>();
    private final List<SourceRecord> records = new ArrayList<>();
    private String topicId = TOPIC_ID;
    private long beginning;
    private long countsBeginning;
    private boolean transactionOpen;
    private Optional<Long> consumedTo = Optional.empty();
    private Optional<String> blocked = Optional.empty();
    private int chunk = 100_000;
    private Runnable beforeRead = () -> {};

    void append(byte[] value, long timestamp) {
        append("", value, timestamp);
    }

    void append(String id, byte[] value, long timestamp) {
        records.add(new SourceRecord("impressions", 0, records.size(), timestamp, id.getBytes(US_ASCII), value));
    }

    List<SourceRecord> records() {
        return records;
    }

    void consumedTo(long offset) {
        consumedTo = Optional.of(offset);
    }

    /** Where Streams goes on. */
    int consumedTo() {
        return consumedTo.orElse(beginning).intValue();
    }

    void forgetConsumed() {
        consumedTo = Optional.empty();
    }

    void deleteBefore(long offset) {
        beginning = offset;
    }

    void createAgain() {
        records.clear();
        topicId = "another" + TOPIC_ID;
        consumedTo = Optional.empty();
    }

    /** Deletes all batches by retention. */
    void deleteBatches() {
        countsBeginning = 2L * batches.size();
        batches.clear();
    }

    void openTransaction(boolean open) {
        transactionOpen = open;
    }

    void block(Optional<String> reason) {
        blocked = reason;
    }

    /** The most records that are read at once. */
    void chunk(int most) {
        chunk = most;
    }

    /** What happens between the look-up of a start and the reading of what it has missed. */
    void beforeRead(Runnable meanwhile) {
        beforeRead = meanwhile;
    }

    String topicId() {
        return topicId;
    }

    @Override
    public Map<Integer, Start> starts(Set<Integer> partitions) {
        return perPartition(
                partitions, partition -> blocked.<Start>map(Blocked::new).orElseGet(() -> Start.of(facts(partition))));
    }

    private Facts facts(int partition) {
        long end = countsBeginning + 2L * batches.size();
        return new Facts(
                topicId,
                partition,
                new Extent(beginning, records.size(), records.size()),
                consumedTo,
                new Extent(countsBeginning, end, transactionOpen ? end + 1 : end),
                last().map(batch -> LastBatch.of(batch, SimulatedTask.NOW)));
    }

    private Optional<CountBatch> last() {
        return batches.isEmpty() ? Optional.empty() : Optional.of(batches.get(batches.size() - 1));
    }

    @Override
    public Map<Integer, Chunk> read(Map<Integer, RangeToRead> ranges) {
        beforeRead.run();
        return perPartition(ranges.keySet(), partition -> {
            RangeToRead range = Answers.of(ranges, partition);
            int from = (int) Math.max(range.from(), beginning);
            int to = (int) Math.min(range.to(), from + (long) chunk);
            return new Chunk(beginning, records.subList(from, to), to);
        });
    }

    @Override
    public void readAll(Map<Integer, RangeToRead> ranges, Consumer<SourceRecord> reader) {
        ranges.forEach((partition, range) -> records.subList((int) Math.max(range.from(), beginning), (int) range.to())
                .forEach(reader));
    }

    @Override
    public Optional<byte[]> lastBatch(int partition) {
        return last().map(CountBatch::toByteArray);
    }

    private static <T> Map<Integer, T> perPartition(Set<Integer> partitions, Function<Integer, T> answer) {
        Map<Integer, T> answers = new HashMap<>();
        partitions.forEach(partition -> answers.put(partition, answer.apply(partition)));
        return answers;
    }
}
