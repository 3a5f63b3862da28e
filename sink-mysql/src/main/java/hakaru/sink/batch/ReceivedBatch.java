package hakaru.sink.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.CountBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One batch as it was read from {@code impression-counts}, known to be whole, or several that follow each other.
 *
 * @param countsPosition where to go on reading {@code impression-counts} once the batch is counted
 * @param rows all impressions, valid or not
 * @param invalid those of them that are invalid
 * @param repeated how many records of the range repeat others and are in no row, unsigned
 * @param rejected how many records of the range could not be counted, unsigned
 */
public record ReceivedBatch(
        Ledger.Key key,
        OffsetRange range,
        long countsPosition,
        List<CountRow> rows,
        List<CountRow> invalid,
        long repeated,
        long rejected) {
    /** Kafka's ids have 22 characters; the ledger's column has room for this many. */
    private static final int MAX_TOPIC_ID_LENGTH = 64;

    static ReceivedBatch decode(ConsumerRecord<byte[], byte[]> record) throws BrokenBatchException {
        CountBatch counts = parse(record.value());
        requireTopicId(counts.getTopicId());
        if (counts.getPartition() != record.partition()) {
            throw new BrokenBatchException(
                    "it counts partition " + counts.getPartition() + ", not the one it is stored in");
        }
        ReceivedBatch batch = new ReceivedBatch(
                new Ledger.Key(counts.getTopicId(), counts.getPartition()),
                range(counts),
                record.offset() + 1,
                counts.getCountsList().stream().map(CountRow::of).toList(),
                counts.getInvalidList().stream().map(CountRow::of).toList(),
                counts.getRepeated(),
                counts.getRejected());
        batch.requireFit();
        return batch;
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
    private void requireFit() throws BrokenBatchException {
        long left = requireWithin(range.length(), rejected);
        left = requireWithin(left, repeated);
        for (CountRow row : rows) {
            left = requireWithin(left, row.impressions());
        }
        long valid = impressions();
        for (CountRow row : invalid) {
            if (Long.compareUnsigned(row.impressions(), valid) > 0) {
                throw new BrokenBatchException("it has more invalid impressions than it counts");
            }
            valid -= row.impressions();
        }
    }

    private static long requireWithin(long left, long records) throws BrokenBatchException {
        if (Long.compareUnsigned(records, left) > 0) {
            throw new BrokenBatchException("it counts more records than its range of offsets has");
        }
        return left - records;
    }

    /** Batches of one partition that follow each other, as the one that they are together. */
    static ReceivedBatch joined(List<ReceivedBatch> batches) {
        ReceivedBatch first = batches.get(0);
        return new ReceivedBatch(
                first.key,
                batches.stream()
                        .map(ReceivedBatch::range)
                        .reduce(OffsetRange::followedBy)
                        .orElse(first.range),
                batches.get(batches.size() - 1).countsPosition,
                batches.stream().flatMap(batch -> batch.rows.stream()).toList(),
                batches.stream().flatMap(batch -> batch.invalid.stream()).toList(),
                batches.stream().mapToLong(ReceivedBatch::repeated).sum(),
                batches.stream().mapToLong(ReceivedBatch::rejected).sum());
    }

    /** The same batch, its impressions in other rows. */
    ReceivedBatch with(List<CountRow> otherRows, List<CountRow> otherInvalid) {
        return new ReceivedBatch(key, range, countsPosition, otherRows, otherInvalid, repeated, rejected);
    }

    public long impressions() {
        return rows.stream().mapToLong(CountRow::impressions).sum();
    }

    /** The newest second that MySQL can store; a row with another one will be rejected. */
    public Optional<Instant> latestSecond() {
        OptionalLong newest = rows.stream()
                .mapToLong(CountRow::second)
                .filter(CountRow::isStorable)
                .max();
        return newest.isPresent() ? Optional.of(Instant.ofEpochSecond(newest.getAsLong())) : Optional.empty();
    }

    int rowCount() {
        return rows.size() + invalid.size();
    }
}
