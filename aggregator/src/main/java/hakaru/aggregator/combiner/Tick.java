package hakaru.aggregator.combiner;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * A punctuation that fires once, when a task has something to do: one that fires for nothing costs the whole thread half
 * of the records of its next pass. Tasks that ask for the same moment fire in the same pass (anchored, KIP-1146). For one
 * thread.
 */
final class Tick {
    /** A moment that has passed meanwhile is put off by this. */
    private static final Duration SOON = Duration.ofMillis(1);

    private final ProcessorContext<?, ?> context;
    private final LongConsumer action;
    private @Nullable Cancellable scheduled;
    private long scheduledAt;

    /** @param action gets the time in milliseconds since 1970-01-01T00:00:00Z, as {@link #at} does */
    Tick(ProcessorContext<?, ?> context, LongConsumer action) {
        this.context = context;
        this.action = action;
    }

    /** Fires then, unless it is to fire already. */
    void at(long moment) {
        if (scheduled != null) {
            return;
        }
        scheduledAt = context.currentSystemTimeMs();
        scheduled =
                context.schedule(Instant.ofEpochMilli(moment), SOON, PunctuationType.WALL_CLOCK_TIME, now -> fire());
    }

    /** Fires now if the clock was set back meanwhile: Streams would wait until it is there again. */
    void mindTheClock() {
        if (scheduled != null && context.currentSystemTimeMs() < scheduledAt) {
            fire();
        }
    }

    private void fire() {
        cancel();
        action.accept(context.currentSystemTimeMs());
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
    }
}
