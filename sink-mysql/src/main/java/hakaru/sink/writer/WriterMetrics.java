package hakaru.sink.writer;

import hakaru.runtime.management.Meters;
import hakaru.runtime.management.ReasonCounters;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.counts.CountStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells what the writer has done, and how old its newest second is. Safe for use by several threads. */
public final class WriterMetrics {
    private final Clock clock;
    private final Counter applied;
    private final Counter replayed;
    private final Counter stopped;
    private final Counter fallbacks;
    private final Counter upserted;
    private final Counter rejected;
    private final Timer transactions;
    private final ReasonCounters<FailureKind> retries;
    private final AtomicInteger stoppedPartitions = new AtomicInteger();
    private final AtomicReference<@Nullable Instant> newestSecond = new AtomicReference<>();

    public WriterMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Meters meters = new Meters(registry);
        MeterProvider<Counter> batches = meters.counters(
                "hakaru.sink.batches",
                "Batches received = applied + replayed (counted before) + stopped (their partition stops there) + those"
                        + " behind a stop + those whose commit was not answered, which come again unless they are counted");
        this.applied = batches.withTag("outcome", "applied");
        this.replayed = batches.withTag("outcome", "replayed");
        this.stopped = batches.withTag("outcome", "stopped");
        this.fallbacks = meters.counter(
                "hakaru.sink.fallbacks",
                "How often the database was found to have fallen back, by a restore or a failover that lost"
                        + " transactions; what it lost is counted again, or its partition stops");
        this.upserted = meters.counter(
                "hakaru.sink.rows.upserted",
                "Rows added to impressions_per_second by committed transactions, or to longer periods alone where"
                        + " the second is no longer kept");
        this.rejected = meters.counter(
                "hakaru.sink.rows.rejected",
                "Rows that went to rejected_counts; upserted + rejected = rows of applied batches: merged in a"
                        + " transaction that rejects none, each by itself in one that rejects some");
        this.transactions = transactionTimer(registry);
        this.retries = retries(meters);
        registerGauges(registry);
    }

    private static ReasonCounters<FailureKind> retries(Meters meters) {
        return new ReasonCounters<>(
                meters.counters(
                        "hakaru.sink.retries",
                        "Failed reads of the ledger + failed transactions; each was rolled back, or its commit not answered, and is"
                                + " tried again from where the ledger stands"),
                "kind",
                EnumSet.allOf(FailureKind.class),
                ReasonCounters::lowerCase);
    }

    private static Timer transactionTimer(MeterRegistry registry) {
        return Timer.builder("hakaru.sink.transaction")
                .description("Time of a committed transaction, from taking a connection to the answer to COMMIT")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    private void registerGauges(MeterRegistry registry) {
        Gauge.builder("hakaru.sink.stopped.partitions", stoppedPartitions, AtomicInteger::get)
                .description(
                        "Partitions of this sink that a gap, an overlap, a broken batch or a loss has stopped; 0 is"
                                + " healthy")
                .register(registry);
        TimeGauge.builder("hakaru.sink.freshness", this, TimeUnit.MILLISECONDS, WriterMetrics::millisSinceNewest)
                .description(
                        "Now - the newest second committed, at least 0; grows when nothing comes in, too. NaN before"
                                + " the first")
                .register(registry);
    }

    private double millisSinceNewest() {
        Instant newest = newestSecond.get();
        return newest == null
                ? Double.NaN
                : Math.max(0, Duration.between(newest, clock.instant()).toMillis());
    }

    void committed(int batches, CountStore.RowCounts written, Duration time) {
        applied.increment(batches);
        upserted.increment(written.upserted());
        rejected.increment(written.rejected());
        transactions.record(time);
    }

    void replayed(int batches) {
        replayed.increment(batches);
    }

    void fellBack() {
        fallbacks.increment();
    }

    void stopped() {
        stopped.increment();
    }

    void partitionsStopped(int partitions) {
        stoppedPartitions.set(partitions);
    }

    void retried(FailureKind kind) {
        retries.increment(kind);
    }

    void newestSecond(Instant second) {
        newestSecond.accumulateAndGet(second, (known, next) -> known != null && known.isAfter(next) ? known : next);
    }
}
