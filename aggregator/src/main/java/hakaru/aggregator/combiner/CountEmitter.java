package hakaru.aggregator.combiner;

import hakaru.aggregator.combiner.JobParts.ThreadParts;
import hakaru.aggregator.counting.PendingCounts;
import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.counting.RecordRules.Countable;
import hakaru.aggregator.counting.RecordRules.Outcome;
import hakaru.aggregator.counting.RecordRules.Reason;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.Start.Ready;
import hakaru.aggregator.start.TaskStarts.Found;
import hakaru.contract.CountBatch;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds up the impressions of one partition from where it is emitted to, and emits the sums with the range of offsets they
 * stand for. Sums wait on the heap. For one thread.
 */
final class CountEmitter {
    private final ProcessorContext<Integer, byte[]> context;
    private final FlushConfig flush;
    private final ThreadParts thread;
    private final RecordRules rules;
    private final RecordRules patientRules;
    private final AggregatorMetrics metrics;
    private final RepeatWindow window;
    private final String topicId;
    private final int partition;
    private PendingCounts pending = new PendingCounts();
    private long emittedTo;
    private long emittedAt;
    private long next;
    private boolean uncommitted;

    CountEmitter(ProcessorContext<Integer, byte[]> context, JobParts parts, ThreadParts thread, Found found) {
        Ready start = found.start();
        this.context = context;
        this.flush = parts.flush();
        this.thread = thread;
        this.rules = parts.rules();
        this.patientRules = parts.rules().patient();
        this.metrics = parts.metrics();
        this.window = found.window();
        this.topicId = start.topicId();
        this.partition = context.taskId().partition();
        this.emittedTo = start.emittedTo();
        this.emittedAt = start.emittedAt();
        this.next = Math.max(start.emittedTo(), start.beginning());
    }

    /** The lowest offset that has not been taken. */
    long next() {
        return next;
    }

    String topicId() {
        return topicId;
    }

    /** When the last batch was emitted, in milliseconds since 1970-01-01T00:00:00Z. */
    long emittedAt() {
        return emittedAt;
    }

    boolean hasSomethingToCommit() {
        return uncommitted || !pending.isEmpty();
    }

    /** Takes a record that comes for the first time. */
    void take(SourceRecord record) {
        take(record, rules);
    }

    /** Takes a record that was perhaps taken before, and not emitted. */
    void takeAgain(SourceRecord record) {
        take(record, patientRules);
    }

    private void take(SourceRecord record, RecordRules by) {
        next = record.offset() + 1;
        Outcome outcome = RecordRules.read(record.value(), record.timestamp());
        if (outcome instanceof Reason reason) {
            reject(record, reason);
            return;
        }
        take(record, (Countable) outcome, by.untimely(record.timestamp(), context.currentSystemTimeMs()));
    }

    private void take(SourceRecord record, Countable impression, Optional<Reason> untimely) {
        if (untimely.isPresent()) {
            if (record.hasId()) {
                window.takeUntimely(record, impression.ad());
            }
            reject(record, untimely.get());
            return;
        }
        window.pass(record.timestamp());
        if (record.hasId() && window.isRepeat(record, impression.ad())) {
            pending.repeat();
        } else {
            count(impression);
        }
    }

    /** Passes over offsets that hold no record. */
    void reach(long offset) {
        next = Math.max(next, offset);
    }

    private void count(Countable impression) {
        pending.add(impression);
        if (pending.rows() >= flush.maxRows() || pending.bytes() >= flush.maxBytes()) {
            flush();
        }
    }

    /**
     * Sends the record to {@code impressions-rejected} and closes the batch with it. So no rejected record is ever read
     * again, which could judge its time differently, and none is sent twice.
     */
    private void reject(SourceRecord record, Reason reason) {
        pending.reject();
        metrics.rejected(reason);
        flush();
        context.forward(RejectedRecord.of(record, reason, context.currentSystemTimeMs()), AggregatorTopology.REJECTED);
    }

    void flushAndCommit() {
        flush();
        if (uncommitted) {
            context.commit();
            uncommitted = false;
        }
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        thread.pace().emitted(pending.rows());
        metrics.flushed(pending, context.currentSystemTimeMs());
        metrics.remembered(partition, window.ids(), window.takeEvicted());
        CountBatch.Builder batch = CountBatch.newBuilder()
                .setTopicId(topicId)
                .setPartition(partition)
                .setFromOffset(emittedTo)
                .setToOffset(next)
                .addAllRemembered(window.note());
        pending.writeTo(batch);
        pending = new PendingCounts();
        emit(batch.build().toByteArray());
        emittedTo = next;
    }

    /** Emits the last batch once more, byte for byte: to the sink a repeat, to Kafka's retention a young one. */
    void emitAgain(byte[] batch) {
        thread.pace().emitted(0);
        emit(batch);
        context.commit();
    }

    private void emit(byte[] batch) {
        emittedAt = context.currentSystemTimeMs();
        thread.starts().emitted(partition);
        context.forward(new Record<>(partition, batch, emittedAt), AggregatorTopology.COUNTS);
        uncommitted = true;
    }
}
