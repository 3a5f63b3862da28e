package hakaru.aggregator.combiner;

import hakaru.aggregator.counting.PendingCounts;
import hakaru.aggregator.counting.RecordRules.Reason;
import hakaru.runtime.management.Meters;
import hakaru.runtime.management.ReasonCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the combiner does: records = counted + repeated + rejected. Safe for use by several threads.
 *
 * <p>Counted when emitted; what an aborted transaction emitted is emitted, and counted, again.
 */
public final class AggregatorMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(AggregatorMetrics.class);
    private static final double MILLIS = 1_000;

    private final Counter records;
    private final Counter counted;
    private final ReasonCounters<Reason> rejected;
    private final Counter rebuilt;
    private final Counter repeated;
    private final Counter passedOver;
    private final Counter evictedIds;
    private final Counter lost;
    private final DistributionSummary rows;
    private final DistributionSummary late;
    private final Timer commits;
    private final Map<Integer, Integer> rememberedIds = new ConcurrentHashMap<>();
    private volatile Duration flushInterval = Duration.ZERO;

    public AggregatorMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        records = meters.counter(
                "hakaru.aggregator.records", "Records in the ranges of emitted batches: counted + repeated + rejected");
        counted = meters.counter(
                "hakaru.aggregator.counted",
                "Records emitted as impressions of a batch; with repeated and rejected, all records");
        rejected = meters.counters(
                Reason.class,
                "hakaru.aggregator.rejected",
                "Records sent to impressions-rejected; with counted and repeated, all records");
        rebuilt = meters.counter(
                "hakaru.aggregator.rebuilt",
                "Records read again because they were consumed and not emitted; they are among records once emitted");
        repeated = meters.counter(
                "hakaru.aggregator.repeated",
                "Records whose id came before, within AGGREGATOR_REPEAT_WINDOW, and that are in no count;"
                        + " with counted and rejected, all records");
        evictedIds = meters.counter(
                "hakaru.aggregator.evicted.ids",
                "Ids forgotten before AGGREGATOR_REPEAT_WINDOW was over, because a partition had more than"
                        + " AGGREGATOR_REPEAT_IDS: a repeat of theirs counts twice");
        passedOver = meters.counter(
                "hakaru.aggregator.passed.over",
                "Records passed over because they were counted before the group's offsets were set back");
        lost = meters.counter(
                "hakaru.aggregator.lost",
                "Records that Kafka deleted before they were counted, accepted by AGGREGATOR_ACCEPT_LOSS;"
                        + " not among records");
        rows = rows(registry);
        late = late(registry);
        commits = commits(registry);
        registerGauges(registry);
    }

    private static DistributionSummary rows(MeterRegistry registry) {
        return DistributionSummary.builder("hakaru.aggregator.batch.rows")
                .description("Rows of a batch; its count is the number of batches emitted")
                .serviceLevelObjectives(1, 10, 100, 1_000, 5_000)
                .register(registry);
    }

    private static DistributionSummary late(MeterRegistry registry) {
        return DistributionSummary.builder("hakaru.aggregator.late.seconds")
                .description("Age of the oldest second in a batch when it is emitted")
                .serviceLevelObjectives(1, 2, 5, 10, 60, 600, 3_600)
                .register(registry);
    }

    private static Timer commits(MeterRegistry registry) {
        return Timer.builder("hakaru.aggregator.commit")
                .description("How long commits take a stream thread: acknowledgements, offsets, end of the transaction."
                        + " Its rate is the share of the threads' time; a half each is the most")
                .serviceLevelObjectives(
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    private void registerGauges(MeterRegistry registry) {
        Gauge.builder("hakaru.aggregator.remembered.ids", rememberedIds, AggregatorMetrics::sum)
                .description("Ids that are remembered, of all partitions here; 11 to 16 bytes of heap each")
                .register(registry);
        Gauge.builder("hakaru.aggregator.flush.interval.seconds", () -> flushInterval.toMillis() / MILLIS)
                .description("From the end of a commit to the next flush, as it is in force: the longest of"
                        + " AGGREGATOR_FLUSH_INTERVAL, the last commit, and up to 0.25 s by what it carried")
                .register(registry);
    }

    void committed(Duration took, Duration interval) {
        commits.record(took);
        flushInterval = interval;
    }

    void flushed(PendingCounts pending, long now) {
        records.increment((double) pending.impressions() + pending.repeated());
        repeated.increment(pending.repeated());
        counted.increment(pending.impressions());
        rows.record(pending.rows());
        pending.oldestSecond().ifPresent(second -> late.record(Math.max(0, now / MILLIS - second)));
    }

    void rejected(Reason reason) {
        records.increment();
        rejected.increment(reason);
    }

    void rebuilt(long count) {
        rebuilt.increment(count);
    }

    void passedOver() {
        passedOver.increment();
    }

    void remembered(int partition, int ids, long evicted) {
        rememberedIds.put(partition, ids);
        evictedIds.increment(evicted);
    }

    /** The partition is no longer ours. */
    void forgotten(int partition) {
        rememberedIds.remove(partition);
    }

    private static double sum(Map<Integer, Integer> ids) {
        return ids.values().stream().mapToLong(Integer::longValue).sum();
    }

    void lost(int partition, long count) {
        LOG.error("Going on without {} records that Kafka deleted from partition {} uncounted", count, partition);
        lost.increment(count);
    }
}
