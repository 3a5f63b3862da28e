package hakaru.sink.writer;

import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetCheck;
import hakaru.sink.mysql.counts.CountStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the ledger as it was last known, checks batches by it and commits them. For the writer's thread only. */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final CountStore store;
    private final Retry retry;
    private final WriterMetrics metrics;
    /** How far each row has ever been counted, to notice when the database falls back. */
    private final Ledger furthest = new Ledger(List.of());

    private Ledger ledger = new Ledger(List.of());
    private long readNanos;

    Committer(CountStore store, Retry retry, WriterMetrics metrics) {
        this.store = store;
        this.retry = retry;
        this.metrics = metrics;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Whether the ledger may have moved without us for longer than anybody should wait: nothing tells of a restore. */
    boolean isStale() {
        return System.nanoTime() - readNanos > CHECK_INTERVAL.toNanos();
    }

    /** The rows that stand before where they were known to be. */
    List<Ledger.Fallback> fallbacks() {
        return furthest.fallbacksIn(ledger);
    }

    /** Returns whether the ledger could be read, and can be gone by. */
    boolean readLedger() {
        furthest.raiseTo(ledger);
        try {
            ledger = accepted(store.readLedger());
        } catch (SQLException e) {
            retry.failed(Retry.Step.READ_LEDGER, e);
            return false;
        }
        readNanos = System.nanoTime();
        ledger.latestSecond().ifPresent(metrics::newestSecond);
        retry.succeeded(Retry.Step.READ_LEDGER);
        return true;
    }

    /** One that has fallen back must fit the counts: in the middle of a restore it does not. */
    private Ledger accepted(Ledger read) throws SQLException {
        List<Ledger.Fallback> fallbacks = ledger.fallbacksIn(read);
        if (!fallbacks.isEmpty() || read.isEmpty()) {
            store.requireBalance();
        }
        if (!fallbacks.isEmpty()) {
            metrics.fellBack();
            LOG.warn("The database has fallen back, {}; counting again what Kafka has from there on", fallbacks);
        }
        return read;
    }

    OffsetCheck check(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        OffsetCheck checked = OffsetCheck.of(records, ledger);
        metrics.replayed(checked.replays());
        return checked;
    }

    /** Returns whether the transaction is known to be committed; if not, the ledger must be read before the next one. */
    boolean commit(CountTransaction transaction) {
        long begin = System.nanoTime();
        try {
            CountStore.RowCounts rows = store.write(transaction);
            metrics.committed(transaction.batches().size(), rows, Duration.ofNanos(System.nanoTime() - begin));
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
