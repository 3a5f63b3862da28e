package hakaru.sink;

import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.JudgedBatches;
import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.CountStore;
import hakaru.sink.mysql.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Holds the ledger as it was last known, judges batches by it and commits them. For the writer's thread only. */
final class LedgerWriter {
    private final CountStore store;
    private final Retry retry;
    private final SinkMetrics metrics;
    private Ledger ledger = new Ledger(List.of());

    LedgerWriter(CountStore store, Retry retry, SinkMetrics metrics) {
        this.store = store;
        this.retry = retry;
        this.metrics = metrics;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns whether the ledger could be read. */
    boolean readLedger() {
        try {
            ledger = store.readLedger();
        } catch (SQLException e) {
            retry.failed(Retry.Step.READ_LEDGER, e);
            return false;
        }
        ledger.latestSecond().ifPresent(metrics::newestSecond);
        retry.succeeded(Retry.Step.READ_LEDGER);
        return true;
    }

    JudgedBatches judge(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        JudgedBatches judged = JudgedBatches.of(records, ledger);
        metrics.repeated(judged.repeats());
        return judged;
    }

    /** Returns whether the transaction is known to be committed; if not, the ledger must be read before the next one. */
    boolean commit(CountTransaction transaction) {
        long begin = System.nanoTime();
        try {
            Written written = store.write(transaction);
            metrics.committed(transaction.batches().size(), written, Duration.ofNanos(System.nanoTime() - begin));
        } catch (SQLException e) {
            retry.failed(Retry.Step.WRITE, e);
            return false;
        }
        transaction.steps().forEach(ledger::advance);
        ledger.latestSecond().ifPresent(metrics::newestSecond);
        retry.succeeded(Retry.Step.WRITE);
        return true;
    }
}
