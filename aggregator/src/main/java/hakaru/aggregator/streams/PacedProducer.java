package hakaru.aggregator.streams;

import hakaru.aggregator.combiner.FlushPace;
import hakaru.aggregator.combiner.JobParts.ThreadParts;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells the pace of its stream thread how long commits take. A commit begins with the first {@code flush()} after
 * something was emitted, which waits for the batches' acknowledgements; Streams also flushes what it has just assigned,
 * with nothing in hand, and no commit follows until there is. Commits no offset of a partition without a last batch.
 * For one thread, but for its creation.
 */
final class PacedProducer extends KafkaProducer<byte[], byte[]> {
    private final Supplier<ThreadParts> thread;
    private final Clock clock;
    private long committingSince;
    private boolean committing;

    /**
     * Opens a producer.
     *
     * @param thread gives the parts of the calling thread
     */
    PacedProducer(Map<String, Object> properties, Supplier<ThreadParts> thread, Clock clock) {
        super(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.thread = thread;
        this.clock = clock;
    }

    @Override
    public void initTransactions() {
        super.initTransactions();
        ended();
    }

    @Override
    public void flush() {
        if (pace().hasOpenTransaction()) {
            startTimer();
        }
        super.flush();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>(offsets);
        consumed.keySet().removeIf(source -> !thread.get().starts().mayCommit(source.partition()));
        super.sendOffsetsToTransaction(consumed, group);
    }

    @Override
    public void commitTransaction() {
        startTimer();
        long ending = clock.monotonicTime();
        super.commitTransaction();
        long now = clock.monotonicTime();
        committing = false;
        pace().committed(Duration.ofNanos(now - committingSince), Duration.ofNanos(now - ending), clock.wallTime());
    }

    @Override
    public void abortTransaction() {
        try {
            super.abortTransaction();
        } finally {
            ended();
        }
    }

    private FlushPace pace() {
        return thread.get().pace();
    }

    private void startTimer() {
        if (!committing) {
            committing = true;
            committingSince = clock.monotonicTime();
        }
    }

    private void ended() {
        committing = false;
        pace().aborted();
    }
}
