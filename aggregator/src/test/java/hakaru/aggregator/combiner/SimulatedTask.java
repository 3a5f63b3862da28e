package hakaru.aggregator.combiner;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.aggregator.combiner.JobParts.ThreadParts;
import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.counting.RepeatConfig;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SipHash;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.TaskStarts;
import hakaru.aggregator.start.WaitingPartitions;
import hakaru.contract.CountBatch;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A task of the job with Kafka's promise in memory: batch, rejects and consumed offset become visible together, at
 * a commit, or not at all. Runs without a broker or a clock, so that a crash can be had at any point.
 */
final class SimulatedTask {
    static final long NOW = 1_800_000_000_000L;
    static final Duration KEEP_EVERY = Duration.ofHours(42);
    static final FlushConfig FLUSH = new FlushConfig(Duration.ofMillis(250), 512 << 10, 5_000);
    static final RepeatConfig REPEATS = new RepeatConfig(Duration.ofMinutes(2), 10_000);
    private static final SipHash HASH = new SipHash(1, 2);

    final FakeImpressionLog log = new FakeImpressionLog();
    final List<CountBatch> batches = log.batches;
    final List<Record<Integer, byte[]>> rejects = new ArrayList<>();
    final MeterRegistry registry = new SimpleMeterRegistry();
    final Readiness readiness = new Readiness();
    private final AggregatorMetrics metrics = new AggregatorMetrics(registry);
    private final WaitingPartitions waiting = new WaitingPartitions(readiness.condition("partitions", ""), registry);
    private final JobParts parts;
    private final RepeatConfig repeats;
    private ThreadParts thread;
    private MockProcessorContext<Integer, byte[]> context;
    private Combiner combiner;
    private int next;
    private boolean consumed;
    private long now = NOW;

    @SuppressWarnings("NullAway.Init")
    SimulatedTask(FlushConfig flush, RepeatConfig repeats, boolean acceptLoss) {
        this.repeats = repeats;
        RecordRules rules = new RecordRules(Duration.ofDays(7));
        parts = new JobParts(flush, rules, log, metrics, KEEP_EVERY, log::topicId, () -> thread, acceptLoss);
        start();
    }

    SimulatedTask(FlushConfig flush, boolean acceptLoss) {
        this(flush, REPEATS, acceptLoss);
    }

    SimulatedTask() {
        this(FLUSH, false);
    }

    /** Loses all that was not committed and starts again from what was. */
    @SuppressWarnings("NullAway.Init")
    void start() {
        thread = new ThreadParts(
                new FlushPace(parts.flush().interval(), metrics),
                new TaskStarts(log, waiting, noted -> new RepeatWindow(repeats, HASH, noted)));
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), new File("unused"));
        context.setCurrentSystemTimeMs(now);
        combiner = new Combiner(parts);
        initialize();
    }

    /** Suspends the task after a commit and starts it again, as a rebalance does that brings it back. */
    void resume() {
        commit();
        combiner.close();
        initialize();
    }

    private void initialize() {
        combiner.init(context);
        next = log.consumedTo();
        consumed = false;
        tick();
    }

    void pass(Duration time) {
        now += time.toMillis();
        context.setCurrentSystemTimeMs(now);
    }

    /** Passes over records as a consumer does that was beyond the end of a topic created again. */
    void skip(int records) {
        next += records;
    }

    long schedules() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .count();
    }

    /** Hands over so many of the next records, or what there is of them, as one poll brings them. */
    void consume(int most) {
        int end = Math.min(log.records().size(), next + most);
        if (next < end) {
            process(log.records().subList(next, end));
        }
    }

    void consumeAll() {
        consume(log.records().size());
    }

    /** Hands over all that there is, lets the flush interval pass, and commits. */
    void emitAll() {
        consumeAll();
        flush();
        commit();
    }

    private void process(List<SourceRecord> records) {
        next += records.size();
        for (ConsumerRecord<byte[], byte[]> pack : packed(records)) {
            context.setRecordMetadata(pack.topic(), pack.partition(), pack.offset());
            combiner.process(new Record<>(pack.key(), pack.value(), SourceRecord.receiptTime(pack.timestamp())));
        }
        consumed = true;
    }

    private static ConsumerRecords<byte[], byte[]> packed(List<SourceRecord> records) {
        List<ConsumerRecord<byte[], byte[]>> polled =
                records.stream().map(SimulatedTask::consumerRecord).toList();
        TopicPartition partition =
                new TopicPartition(polled.get(0).topic(), polled.get(0).partition());
        return RecordPack.pack(new ConsumerRecords<>(Map.of(partition, polled), Map.of()));
    }

    private static ConsumerRecord<byte[], byte[]> consumerRecord(SourceRecord record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.id(),
                record.value(),
                new RecordHeaders(),
                Optional.empty());
    }

    /** Lets the flush interval pass. */
    void flush() {
        pass(FLUSH.interval());
        tick();
    }

    /** Fires what is scheduled once. */
    void tick() {
        context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .filter(punctuator -> !punctuator.getInterval().equals(KEEP_EVERY))
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(now));
    }

    /** Lets the time pass after which the last batch is looked after. */
    void keep() {
        pass(KEEP_EVERY.plusMillis(1));
        context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .filter(punctuator -> punctuator.getInterval().equals(KEEP_EVERY))
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(now));
    }

    /** As Streams commits: what was forwarded and the consumed offset at once. */
    void commit() {
        for (MockProcessorContext.CapturedForward<? extends Integer, ? extends byte[]> forward : context.forwarded()) {
            deliver(forward.childName().orElseThrow(), forward.record());
        }
        context.resetForwards();
        context.resetCommit();
        thread.pace().committed(Duration.ZERO, Duration.ZERO, now);
        if (consumed && thread.starts().mayCommit(0)) {
            log.consumedTo(next);
        }
    }

    boolean wantsCommit() {
        return context.committed();
    }

    private void deliver(String child, Record<? extends Integer, ? extends byte[]> record) {
        if (child.equals(AggregatorTopology.REJECTED)) {
            rejects.add(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
            return;
        }
        try {
            batches.add(CountBatch.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
