package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The batches of one poll, each judged as if those before it were committed: what to apply, what is a repeat, which
 * partitions must stop. For one thread.
 */
public final class JudgedBatches {
    private final Ledger ledger;
    private final Map<LedgerKey, Long> countedTo = new HashMap<>();
    private final List<ReceivedBatch> toApply = new ArrayList<>();
    private final Map<Integer, Stop> stops = new TreeMap<>();
    private int repeats;

    private JudgedBatches(Ledger ledger) {
        this.ledger = ledger;
    }

    public static JudgedBatches of(Iterable<ConsumerRecord<byte[], byte[]>> records, Ledger ledger) {
        JudgedBatches judged = new JudgedBatches(ledger);
        records.forEach(judged::receive);
        return judged;
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        if (stops.containsKey(record.partition())) {
            return;
        }
        try {
            judge(ReceivedBatch.decode(record));
        } catch (BrokenBatchException e) {
            stops.put(record.partition(), Stop.broken(record, String.valueOf(e.getMessage())));
        }
    }

    private void judge(ReceivedBatch batch) {
        long counted = countedTo.computeIfAbsent(batch.key(), ledger::countedTo);
        Judgement judgement = Judgement.of(counted, batch.range());
        if (judgement instanceof Judgement.Apply) {
            countedTo.put(batch.key(), batch.range().to());
            toApply.add(batch);
        } else if (judgement instanceof Judgement.Repeat) {
            repeats++;
        } else if (judgement instanceof Judgement.Gap gap) {
            stops.put(batch.key().partition(), Stop.gap(batch, counted, gap));
        } else if (judgement instanceof Judgement.Overlap overlap) {
            stops.put(batch.key().partition(), Stop.overlap(batch, counted, overlap));
        }
    }

    public List<ReceivedBatch> toApply() {
        return List.copyOf(toApply);
    }

    public int repeats() {
        return repeats;
    }

    /** To be carried out once what comes before is committed. */
    public List<Stop> stops() {
        return List.copyOf(stops.values());
    }
}
