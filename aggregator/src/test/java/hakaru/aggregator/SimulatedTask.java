package hakaru.aggregator;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.aggregator.AggregatorConfig.FlushConfig;
import hakaru.aggregator.Combiner.Parts;
import hakaru.contract.CountBatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A task of the job with Kafka's promise in memory: batch, note, rejects and consumed offset become visible together, at
 * a commit, or not at all. Runs without a broker or a clock, so that a crash can be had at any point.
 */
final class SimulatedTask {
    static final long NOW = 1_800_000_000_000L;
    static final FlushConfig FLUSH = new FlushConfig(Duration.ofMillis(250), 512 << 10, 5_000);

    final FakeImpressionLog log = new FakeImpressionLog();
    final List<CountBatch> batches = new ArrayList<>();
    final List<Record<Integer, byte[]>> rejects = new ArrayList<>();
    final MeterRegistry registry = new SimpleMeterRegistry();
    private final Parts parts;
    private final Map<String, Long> committedStore = new HashMap<>();
    private MockProcessorContext<Integer, byte[]> context;
    private KeyValueStore<String, Long> store;
    private Combiner combiner;
    private int next;
    private boolean consumed;
    private long now = NOW;

    SimulatedTask(FlushConfig flush, boolean acceptLoss) {
        Judge judge = new Judge(Duration.ofMinutes(5), Duration.ofDays(7));
        parts = new Parts(flush, judge, log, new AggregatorMetrics(registry), acceptLoss);
        start();
    }

    SimulatedTask() {
        this(FLUSH, false);
    }

    /** Loses all that was not committed and starts again from what was. */
    @SuppressWarnings("NullAway.Init")
    void start() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), new File("unused"));
        context.setCurrentSystemTimeMs(now);
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(AggregatorTopology.STORE), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        committedStore.forEach(store::put);
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
        next = (int) log.extent(0).consumedTo();
        consumed = false;
    }

    /** Lets time pass until the next start. */
    void pass(Duration time) {
        now += time.toMillis();
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

    /** Hands the next record to the task; returns whether there was one. */
    boolean consume() {
        if (next >= log.records().size()) {
            return false;
        }
        ConsumerRecord<byte[], byte[]> record = log.records().get(next++);
        context.setRecordMetadata(record.topic(), record.partition(), record.offset());
        combiner.process(new Record<>(new byte[0], record.value(), ReceiptTime.of(record.timestamp())));
        consumed = true;
        return true;
    }

    void consumeAll() {
        while (consume()) {
            // Each call hands over one record.
        }
    }

    void flush() {
        context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(NOW));
    }

    /** As Streams commits: what was forwarded, the store and the consumed offset at once. */
    void commit() {
        for (MockProcessorContext.CapturedForward<? extends Integer, ? extends byte[]> forward : context.forwarded()) {
            deliver(forward.childName().orElseThrow(), forward.record());
        }
        context.resetForwards();
        context.resetCommit();
        store.all().forEachRemaining(entry -> committedStore.put(entry.key, entry.value));
        if (consumed) {
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
