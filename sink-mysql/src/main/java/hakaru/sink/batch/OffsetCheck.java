package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The batches of one poll, each checked against the ledger as if those before it were committed: what to apply, what is a
 * repeat, which partitions must stop. For one thread.
 */
public final class OffsetCheck {
    private final Ledger ledger;
    private final Map<LedgerKey, Long> countedTo = new HashMap<>();
    private final List<ReceivedBatch> toApply = new ArrayList<>();
    private final Map<Integer, PartitionStop> stops = new TreeMap<>();
    private int repeats;

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

    private void check(ReceivedBatch batch) {
        long counted = countedTo.computeIfAbsent(batch.key(), ledger::countedTo);
        Judgement judgement = Judgement.of(counted, batch.range());
        if (judgement instanceof Judgement.Apply) {
            countedTo.put(batch.key(), batch.range().to());
            toApply.add(batch);
        } else if (judgement instanceof Judgement.Repeat) {
            repeats++;
        } else if (judgement instanceof Judgement.Gap gap) {
            stops.put(batch.key().partition(), PartitionStop.gap(batch, counted, gap));
        } else if (judgement instanceof Judgement.Overlap overlap) {
            stops.put(batch.key().partition(), PartitionStop.overlap(batch, counted, overlap));
        }
    }

    public List<ReceivedBatch> toApply() {
        return List.copyOf(toApply);
    }

    public int repeats() {
        return repeats;
    }

    /** To be carried out once what comes before is committed. */
    public List<PartitionStop> stops() {
        return List.copyOf(stops.values());
    }
}
