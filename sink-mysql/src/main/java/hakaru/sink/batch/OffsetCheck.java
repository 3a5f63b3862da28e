package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Checks the batches of one poll against the ledger, each as if those before it were committed: what to apply, what is a
 * replay, which partitions must stop. For one thread.
 */
public final class OffsetCheck {
    private final Ledger ledger;
    private final Map<Ledger.Key, Long> countedTo = new HashMap<>();
    private final List<ReceivedBatch> toApply = new ArrayList<>();
    private final Map<Integer, PartitionStop> stops = new TreeMap<>();
    private int replays;

    private OffsetCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    public static OffsetCheck of(Iterable<ConsumerRecord<byte[], byte[]>> records, Ledger ledger) {
        OffsetCheck check = new OffsetCheck(ledger);
        records.forEach(check::receive);
        return check;
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        if (stops.containsKey(record.partition())) {
            return;
        }
        try {
            check(ReceivedBatch.decode(record));
        } catch (BrokenBatchException e) {
            stops.put(record.partition(), PartitionStop.broken(record, String.valueOf(e.getMessage())));
        }
    }

    /** By the ledger alone; never guesses. */
    private void check(ReceivedBatch batch) {
        long counted = countedTo.computeIfAbsent(batch.key(), ledger::countedTo);
        OffsetRange range = batch.range();
        if (counted == range.from()) {
            countedTo.put(batch.key(), range.to());
            toApply.add(batch);
        } else if (counted >= range.to()) {
            replays++;
        } else if (counted < range.from()) {
            stops.put(batch.key().partition(), PartitionStop.gap(batch, counted));
        } else {
            stops.put(batch.key().partition(), PartitionStop.overlap(batch, counted));
        }
    }

    public List<ReceivedBatch> toApply() {
        return List.copyOf(toApply);
    }

    public int replays() {
        return replays;
    }

    /** To be carried out once what comes before is committed. */
    public List<PartitionStop> stops() {
        return List.copyOf(stops.values());
    }
}
