package hakaru.sink.batch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The batches that MySQL takes in one transaction; those of a partition follow each other. */
public record CountTransaction(List<ReceivedBatch> batches) {
    public CountTransaction {
        batches = List.copyOf(batches);
    }

    /** One step for each row of the ledger, in partition order. */
    public List<LedgerStep> steps() {
        Map<LedgerKey, LedgerStep> steps = new TreeMap<>();
        batches.forEach(batch -> steps.merge(batch.key(), LedgerStep.of(batch), LedgerStep::followedBy));
        return List.copyOf(steps.values());
    }

    /** The records that are in no row, because they could not be counted. */
    public List<RejectedRecords> rejectedRecords() {
        return RejectedRecords.of(batches);
    }

    /** The counts of all batches, added up as {@link MergedRows} does. */
    public List<CountRow> mergedRows() {
        return MergedRows.of(batches.stream()
                .flatMap(batch -> batch.counts().getCountsList().stream())
                .map(CountRow::of));
    }
}
