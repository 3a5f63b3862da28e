package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds the batches that MySQL takes in one transaction; those of a partition follow each other.
 *
 * @param steps what the batches do to the ledger: the batches of each of its rows as one, in partition order
 */
public record CountTransaction(List<ReceivedBatch> batches, List<ReceivedBatch> steps) {
    /** Records of one partition, one after the other, that could not be counted. */
    public record RejectedRecords(Ledger.Key key, OffsetRange range) {}

    public CountTransaction {
        batches = List.copyOf(batches);
        steps = List.copyOf(steps);
    }

    public CountTransaction(List<ReceivedBatch> batches) {
        this(batches, steps(batches));
    }

    private static List<ReceivedBatch> steps(List<ReceivedBatch> batches) {
        Map<Ledger.Key, List<ReceivedBatch>> steps =
                batches.stream().collect(Collectors.groupingBy(ReceivedBatch::key, TreeMap::new, Collectors.toList()));
        return steps.values().stream().map(ReceivedBatch::joined).toList();
    }

    /** The records that are in no row, because they could not be counted; those that follow each other are one range. */
    public List<RejectedRecords> rejectedRecords() {
        List<RejectedRecords> done = new ArrayList<>();
        Map<Ledger.Key, OffsetRange> open = new HashMap<>();
        for (ReceivedBatch batch : batches) {
            rejectedRecords(batch)
                    .ifPresent(next -> open.merge(batch.key(), next, (last, following) -> {
                        if (last.to() == following.from()) {
                            return last.followedBy(following);
                        }
                        done.add(new RejectedRecords(batch.key(), last));
                        return following;
                    }));
        }
        open.forEach((key, range) -> done.add(new RejectedRecords(key, range)));
        return done;
    }

    /** One that is rejected is the last of its batch. */
    private static Optional<OffsetRange> rejectedRecords(ReceivedBatch batch) {
        OffsetRange range = batch.range();
        if (batch.rejected() == range.length()) {
            return Optional.of(range);
        }
        return batch.rejected() == 1 ? Optional.of(new OffsetRange(range.to() - 1, range.to())) : Optional.empty();
    }

    /** The counts of all batches, added up as {@link CountRow#merge} does. */
    public List<CountRow> mergedRows() {
        return CountRow.merge(batches.stream().flatMap(batch -> batch.rows().stream()));
    }

    /** What of them is invalid, added up likewise. */
    public List<CountRow> mergedInvalidRows() {
        return CountRow.merge(batches.stream().flatMap(batch -> batch.invalid().stream()));
    }
}
