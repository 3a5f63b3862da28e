package hakaru.sink.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packs batches into transactions of limited size, one of each partition in turn: batches of the same time meet in one
 * transaction, where their rows merge.
 */
public final class Packing {
    private Packing() {}

    /**
     * Packs all {@code batches}, keeping the order within a partition.
     *
     * @param maxRows the most rows of a transaction, before merging; a batch that is larger has one of its own
     */
    public static List<CountTransaction> pack(List<ReceivedBatch> batches, int maxRows) {
        List<CountTransaction> transactions = new ArrayList<>();
        List<ReceivedBatch> open = new ArrayList<>();
        int rows = 0;
        for (ReceivedBatch batch : inTurn(batches)) {
            if (!open.isEmpty() && rows + batch.rowCount() > maxRows) {
                transactions.add(new CountTransaction(open));
                open.clear();
                rows = 0;
            }
            open.add(batch);
            rows += batch.rowCount();
        }
        if (!open.isEmpty()) {
            transactions.add(new CountTransaction(open));
        }
        return transactions;
    }

    private static List<ReceivedBatch> inTurn(List<ReceivedBatch> batches) {
        Map<Integer, Deque<ReceivedBatch>> partitions = new TreeMap<>();
        batches.forEach(batch -> partitions
                .computeIfAbsent(batch.key().partition(), partition -> new ArrayDeque<>())
                .add(batch));
        List<ReceivedBatch> ordered = new ArrayList<>(batches.size());
        while (!partitions.isEmpty()) {
            partitions.values().forEach(queue -> ordered.add(queue.remove()));
            partitions.values().removeIf(Deque::isEmpty);
        }
        return ordered;
    }
}
