package hakaru.aggregator.combiner;

import hakaru.aggregator.combiner.JobParts.ThreadParts;
import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.ImpressionLog.Chunk;
import hakaru.aggregator.start.Start.Ready;
import hakaru.aggregator.start.TaskStarts;
import hakaru.aggregator.start.TaskStarts.Found;
import hakaru.runtime.StartException;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Hands the records of one partition to its {@link CountEmitter}, each once and in order, wherever Streams goes on.
 *
 * <p>What is emitted is the truth, and the group's offsets are a hint. Streams commits when it must, with sums still
 * pending; a task that cannot start yet lets records go by. Whatever Streams does not hand over, from <em>emitted to</em>
 * on, is read again from the input, which is the job's changelog. One thread at a time, as Streams sees to.
 */
public final class Combiner implements Processor<byte[], byte[], Integer, byte[]> {
    private final JobParts parts;
    private ProcessorContext<Integer, byte[]> context;
    private ThreadParts thread;
    private Tick tick;
    private Cancellable keeping;
    private int partition;
    private @Nullable CountEmitter emitter;
    private long passedTo;
    private boolean repeating;

    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    public Combiner(JobParts parts) {
        this.parts = parts;
    }

    /** A task that was suspended is started again: what it had pending is read again. */
    @Override
    public void init(ProcessorContext<Integer, byte[]> taskContext) {
        context = taskContext;
        partition = context.taskId().partition();
        thread = parts.ofThread().get();
        emitter = null;
        passedTo = 0;
        thread.starts().await(partition);
        tick = new Tick(context, this::tick);
        tick.at(context.currentSystemTimeMs());
        keeping = context.schedule(parts.keepEvery(), PunctuationType.WALL_CLOCK_TIME, now -> keepLastBatch());
    }

    /** Streams keeps a suspended task's schedule; without this, each start would add one. */
    @Override
    public void close() {
        tick.cancel();
        keeping.cancel();
        thread.starts().forget(partition);
        parts.metrics().forgotten(partition);
    }

    /** A record of Streams' is a {@link RecordPack} of ours. */
    @Override
    public void process(Record<byte[], byte[]> pack) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        RecordPack.unpack(source.topic(), partition, pack.value(), this::take);
        tick.mindTheClock();
    }

    private void take(SourceRecord record) {
        long offset = record.offset();
        CountEmitter counting = start();
        if (counting != null && admits(offset, counting) && hasReached(offset, counting)) {
            counting.take(record);
            repeating = false;
            tick.at(thread.pace().nextFlush(record.timestamp(), context.currentSystemTimeMs()));
        }
        passedTo = Math.max(passedTo, offset + 1);
    }

    /** Starts as soon as it is known where; until then records go by. */
    private @Nullable CountEmitter start() {
        if (emitter == null) {
            thread.starts().of(partition, context.currentSystemTimeMs()).ifPresent(this::begin);
        }
        return emitter;
    }

    private void begin(Found found) {
        Ready start = found.start();
        requireKept(start.beginning(), start.emittedTo());
        CountEmitter counting = new CountEmitter(context, parts, thread, found);
        // Also when Streams was set back while the task waited.
        repeating = start.consumedTo() < counting.next() || (passedTo > 0 && passedTo < counting.next());
        passedTo = Math.max(passedTo, start.consumedTo());
        found.missed().ifPresent(chunk -> takeAll(chunk, counting));
        emitter = counting;
    }

    /**
     * Whether the record is a new one.
     *
     * @throws IllegalStateException when it comes again though nothing was set back: it must be another topic's
     */
    private boolean admits(long offset, CountEmitter counting) {
        if (offset >= counting.next()) {
            return true;
        }
        if (!repeating) {
            throw new IllegalStateException("offset " + offset + " came after " + (counting.next() - 1)
                    + ": the topic was deleted and created again; the task starts anew");
        }
        parts.metrics().passedOver();
        return false;
    }

    private boolean hasReached(long offset, CountEmitter counting) {
        if (offset > counting.next()) {
            readAgain(offset, counting);
        }
        return offset == counting.next();
    }

    /** Reads what Streams has not handed over before {@code offset}: a chunk a flush, so a long way takes several calls. */
    private void readAgain(long offset, CountEmitter counting) {
        long now = context.currentSystemTimeMs();
        if (thread.pace().hasOpenTransaction() || thread.pace().nextFlush(now) > now) {
            tick.at(thread.pace().nextFlush(now));
            return;
        }
        RangeToRead missed = new RangeToRead(counting.next(), offset);
        Chunk chunk = Objects.requireNonNull(
                parts.log().read(Map.of(partition, missed)).get(partition));
        takeAll(chunk, counting);
        if (counting.next() < offset) {
            counting.flushAndCommit();
        }
    }

    private void takeAll(Chunk chunk, CountEmitter counting) {
        requireKept(chunk.beginning(), counting.next());
        chunk.records().forEach(counting::takeAgain);
        // What is lost reaches as far as there is nothing, also past what was to be read.
        counting.reach(Math.max(chunk.to(), chunk.beginning()));
        parts.metrics().rebuilt(chunk.records().size());
    }

    private void requireKept(long beginning, long next) {
        long lost = beginning - next;
        if (lost <= 0) {
            return;
        }
        if (!parts.acceptLoss()) {
            throw new StartException("impressions-" + partition + " begins at offset " + beginning
                    + ", but is counted only up to " + next + ": Kafka deleted " + lost
                    + " records before they were counted. Restore them if you can; to go on without them, start once with"
                    + " AGGREGATOR_ACCEPT_LOSS=true");
        }
        parts.metrics().lost(partition, lost);
    }

    private void tick(long now) {
        CountEmitter counting = start();
        if (counting == null) {
            tick.at(now + TaskStarts.PAUSE.toMillis());
            return;
        }
        requireSameTopic(counting);
        if (passedTo > counting.next()) {
            readAgain(passedTo, counting);
        }
        if (thread.pace().nextFlush(now) <= now) {
            counting.flushAndCommit();
        }
        if (counting.hasSomethingToCommit() || passedTo > counting.next()) {
            tick.at(Math.max(now + 1, thread.pace().nextFlush(now)));
        }
    }

    private void requireSameTopic(CountEmitter counting) {
        if (!parts.topicId().get().equals(counting.topicId())) {
            throw new IllegalStateException(
                    "impressions was deleted and created again while it was counted; the task starts anew");
        }
    }

    /** Retention must not delete the last batch of a quiet partition: it says how far that is emitted. */
    private void keepLastBatch() {
        long young = context.currentSystemTimeMs() - parts.keepEvery().toMillis();
        if (emitter != null && emitter.emittedAt() < young && emitter.next() > 0) {
            parts.log().lastBatch(partition).ifPresent(emitter::emitAgain);
        }
    }
}
