package hakaru.aggregator;

import hakaru.aggregator.AggregatorConfig.FlushConfig;
import hakaru.aggregator.ImpressionLog.Extent;
import hakaru.aggregator.ImpressionLog.Range;
import hakaru.aggregator.Verdict.Countable;
import hakaru.aggregator.Verdict.Rejected;
import hakaru.contract.CountBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Adds up the impressions of one partition and emits the sums with the range of offsets they stand for.
 *
 * <p>Sums wait on the heap. What makes that safe: batch, {@linkplain EmittedTo emitted to} and consumed offsets are one
 * Kafka transaction, and when a task starts it reads [emitted to, consumed to) again from the input, which is its own
 * changelog. One thread at a time, as Streams sees to.
 */
final class Combiner implements Processor<byte[], byte[], Integer, byte[]> {
    /** Of pending counts that a rebuild brings back: they must fit one batch, and a message is at most 1 MiB. */
    private static final int MAX_REBUILT_BYTES = 960 << 10;

    private final Parts parts;
    private final PendingCounts pending = new PendingCounts();
    private ProcessorContext<Integer, byte[]> context;
    private String topicId;
    private EmittedTo emittedTo;
    private Position position;
    private Cancellable flushing;
    private int partition;
    private boolean uncommitted;

    /** What all tasks of a process share. */
    record Parts(FlushConfig flush, Judge judge, ImpressionLog log, AggregatorMetrics metrics, boolean acceptLoss) {}

    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    Combiner(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<Integer, byte[]> taskContext) {
        context = taskContext;
        partition = context.taskId().partition();
        topicId = parts.log().topicId();
        emittedTo = new EmittedTo(context.getStateStore(AggregatorTopology.STORE), topicId, partition);
        // A task that was suspended is started again with what it had pending.
        pending.clear();
        uncommitted = false;
        position = rebuild(emittedTo.get());
        flushing = context.schedule(parts.flush().interval(), PunctuationType.WALL_CLOCK_TIME, now -> flushAndCommit());
    }

    /** Streams keeps a suspended task's schedule; without this, each start would add one. */
    @Override
    public void close() {
        flushing.cancel();
    }

    /** Reads again what was consumed but not emitted when the task last stopped. */
    private Position rebuild(long emitted) {
        Extent extent = parts.log().extent(partition);
        requireKept(extent, emitted);
        long from = Math.max(emitted, extent.beginning());
        long consumedTo = extent.consumedTo();
        if (consumedTo > from) {
            parts.log().read(partition, new Range(from, consumedTo), this::countAgain);
        }
        parts.metrics().rebuilt(pending.impressions());
        return new Position(Math.max(consumedTo, from), consumedTo < from);
    }

    private void requireKept(Extent extent, long from) {
        if (extent.end() < from) {
            throw new IllegalStateException("impressions-" + partition + " ends at offset " + extent.end()
                    + ", but was counted up to " + from + ": the broker lost records, or is still catching up");
        }
        if (extent.beginning() <= from) {
            return;
        }
        if (!parts.acceptLoss()) {
            throw OperatorNeededException.deleted(partition, from, extent.beginning());
        }
        parts.metrics().lost(partition, extent.beginning() - from);
    }

    /** Its time was judged before: each rejected record closed its batch, so this range holds none. */
    private void countAgain(ConsumerRecord<byte[], byte[]> record) {
        if (parts.judge().read(record.value(), ReceiptTime.of(record.timestamp())) instanceof Countable impression) {
            pending.add(impression);
        } else {
            // Only a release with other rules gets here; the copy in `impressions-rejected` is what it cannot make up
            // for.
            pending.reject();
        }
        if (pending.bytes() > MAX_REBUILT_BYTES) {
            throw OperatorNeededException.setForward(partition, emittedTo.get());
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        if (!position.admits(source.offset())) {
            parts.metrics().repeated();
            return;
        }
        if (position.skipsTo(source.offset())) {
            readSkipped(source.topic(), source.offset());
        }
        take(new SourceRecord(source.topic(), partition, source.offset(), record.timestamp(), record.value()));
    }

    /**
     * Counts what Streams has passed over: nothing where a transaction's marker lies; records, when the consumer was past
     * the end of a topic that was created again.
     */
    private void readSkipped(String topic, long to) {
        Extent extent = parts.log().extent(partition);
        requireKept(extent, position.next());
        long from = Math.max(position.next(), extent.beginning());
        parts.log()
                .read(
                        partition,
                        new Range(from, to),
                        record -> take(new SourceRecord(
                                topic,
                                partition,
                                record.offset(),
                                ReceiptTime.of(record.timestamp()),
                                record.value())));
    }

    private void take(SourceRecord record) {
        position = position.after(record.offset());
        Verdict verdict = parts.judge().judge(record.value(), record.timestamp(), context.currentSystemTimeMs());
        if (verdict instanceof Rejected rejected) {
            reject(record, rejected);
        } else if (verdict instanceof Countable impression) {
            count(impression);
        }
    }

    private void count(Countable impression) {
        pending.add(impression);
        if (pending.rows() >= parts.flush().maxRows()
                || pending.bytes() >= parts.flush().maxBytes()) {
            flush();
        }
    }

    /**
     * Sends the record to {@code impressions-rejected} and closes the batch with it. So no rejected record is ever read
     * again by a rebuild, which could judge its time differently, and none is sent twice.
     */
    private void reject(SourceRecord record, Rejected rejected) {
        pending.reject();
        parts.metrics().rejected(rejected.reason());
        flush();
        context.forward(
                RejectedRecord.of(record, rejected.reason(), context.currentSystemTimeMs()),
                AggregatorTopology.REJECTED);
    }

    private void flushAndCommit() {
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
        long now = context.currentSystemTimeMs();
        parts.metrics().flushed(pending, now);
        CountBatch.Builder batch = CountBatch.newBuilder()
                .setTopicId(topicId)
                .setPartition(partition)
                .setFromOffset(emittedTo.get())
                .setToOffset(position.next());
        pending.drainTo(batch);
        context.forward(new Record<>(partition, batch.build().toByteArray(), now), AggregatorTopology.COUNTS);
        emittedTo.set(position.next());
        uncommitted = true;
    }
}
