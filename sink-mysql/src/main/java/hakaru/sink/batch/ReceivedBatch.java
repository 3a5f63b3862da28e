package hakaru.sink.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One batch as it was read from {@code impression-counts}, known to be whole.
 *
 * @param countsPosition where to go on reading {@code impression-counts} once the batch is counted
 */
public record ReceivedBatch(Ledger.Key key, OffsetRange range, long countsPosition, CountBatch counts) {
    /** Kafka's ids have 22 characters; the ledger's column has room for this many. */
    private static final int MAX_TOPIC_ID_LENGTH = 64;

    static ReceivedBatch decode(ConsumerRecord<byte[], byte[]> record) throws BrokenBatchException {
        CountBatch counts = parse(record.value());
        requireTopicId(counts.getTopicId());
        if (counts.getPartition() != record.partition()) {
            throw new BrokenBatchException(
                    "it counts partition " + counts.getPartition() + ", not the one it is stored in");
        }
        OffsetRange range = range(counts);
        requireFit(counts, range);
        Ledger.Key key = new Ledger.Key(counts.getTopicId(), counts.getPartition());
        return new ReceivedBatch(key, range, record.offset() + 1, counts);
    }

    private static CountBatch parse(byte @Nullable [] value) throws BrokenBatchException {
        if (value == null) {
            throw new BrokenBatchException("it has no value");
        }
        try {
            return CountBatch.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenBatchException("it is not a CountBatch: " + e.getMessage(), e);
        }
    }

    private static void requireTopicId(String topicId) throws BrokenBatchException {
        boolean printable = topicId.chars().allMatch(character -> character > ' ' && character < 0x7f);
        if (topicId.isEmpty() || topicId.length() > MAX_TOPIC_ID_LENGTH || !printable) {
            throw new BrokenBatchException("its topic id is not one: '" + topicId + "'");
        }
    }

    private static OffsetRange range(CountBatch counts) throws BrokenBatchException {
        try {
            return new OffsetRange(counts.getFromOffset(), counts.getToOffset());
        } catch (IllegalArgumentException e) {
            throw new BrokenBatchException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A range has at most one impression an offset; this also keeps every sum of impressions below 2^63. */
    private static void requireFit(CountBatch counts, OffsetRange range) throws BrokenBatchException {
        long left = range.length();
        left = requireWithin(left, counts.getRejected());
        left = requireWithin(left, counts.getRepeated());
        for (Count count : counts.getCountsList()) {
            left = requireWithin(left, count.getImpressions());
        }
        long valid =
                counts.getCountsList().stream().mapToLong(Count::getImpressions).sum();
        for (InvalidCount count : counts.getInvalidList()) {
            if (Long.compareUnsigned(count.getImpressions(), valid) > 0) {
                throw new BrokenBatchException("it has more invalid impressions than it counts");
            }
            valid -= count.getImpressions();
        }
    }

    private static long requireWithin(long left, long records) throws BrokenBatchException {
        if (Long.compareUnsigned(records, left) > 0) {
            throw new BrokenBatchException("it counts more records than its range of offsets has");
        }
        return left - records;
    }

    long impressions() {
        return counts.getCountsList().stream().mapToLong(Count::getImpressions).sum();
    }

    /** The newest second that MySQL can store; a row with another one will be rejected. */
    Optional<Instant> latestSecond() {
        return counts.getCountsList().stream()
                .map(Count::getSecond)
                .filter(CountRow::isStorable)
                .max(Long::compare)
                .map(Instant::ofEpochSecond);
    }

    /** Which records could not be counted: one that is rejected is the last of its batch. */
    Optional<OffsetRange> rejectedRecords() {
        if (counts.getRejected() == range.length()) {
            return Optional.of(range);
        }
        return counts.getRejected() == 1 ? Optional.of(new OffsetRange(range.to() - 1, range.to())) : Optional.empty();
    }

    int rowCount() {
        return counts.getCountsCount() + counts.getInvalidCount();
    }
}
