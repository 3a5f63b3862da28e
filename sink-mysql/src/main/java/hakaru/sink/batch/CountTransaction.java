package hakaru.sink.batch;

import hakaru.contract.Count;
import java.util.ArrayList;
import java.util.HashMap;
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

    /**
     * The counts of all batches, added up and in the order of the primary key. Where a sum would not fit in 64 bits its
     * parts stay apart: the database's own arithmetic refuses them.
     */
    public List<CountRow> mergedRows() {
        Map<CountRow.Key, CountRow> sums = new HashMap<>();
        List<CountRow> rows = new ArrayList<>();
        for (ReceivedBatch batch : batches) {
            for (Count count : batch.counts().getCountsList()) {
                CountRow row = CountRow.of(count);
                sums.merge(
                        row.key(),
                        row,
                        (sum, next) -> sum.plus(next).orElseGet(() -> {
                            rows.add(next);
                            return sum;
                        }));
            }
        }
        rows.addAll(sums.values());
        rows.sort(null);
        return rows;
    }
}
