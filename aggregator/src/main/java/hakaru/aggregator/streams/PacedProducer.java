package hakaru.aggregator.streams;

import hakaru.aggregator.combiner.FlushPace;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells the pace of its stream thread how long commits take. A commit begins with the first {@code flush()} after
 * something was emitted, which waits for the batches' acknowledgements; Streams also flushes what it has just assigned,
 * with nothing in hand, and no commit follows until there is. For one thread, but for its creation.
 */
final class PacedProducer extends KafkaProducer<byte[], byte[]> {
    private final Supplier<FlushPace> pace;
    private final Clock clock;
    private long committingSince;
    private boolean committing;

    /**
     * Opens a producer.
     *
     * @param pace of the calling thread
     */
    PacedProducer(Map<String, Object> properties, Supplier<FlushPace> pace, Clock clock) {
        super(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public void initTransactions() {
        super.initTransactions();
        ended();
    }

    @Override
    public void flush() {
        if (pace.get().hasOpenTransaction()) {
            startTimer();
        }
        super.flush();
    }

    @Override
    public void commitTransaction() {
        startTimer();
        long ending = clock.monotonicTime();
        super.commitTransaction();
        long now = clock.monotonicTime();
        committing = false;
        pace.get().committed(Duration.ofNanos(now - committingSince), Duration.ofNanos(now - ending), clock.wallTime());
    }

    @Override
    public void abortTransaction() {
        try {
            super.abortTransaction();
        } finally {
            ended();
        }
    }

    private void startTimer() {
        if (!committing) {
            committing = true;
            committingSince = clock.monotonicTime();
        }
    }

    private void ended() {
        committing = false;
        pace.get().aborted();
    }
}
