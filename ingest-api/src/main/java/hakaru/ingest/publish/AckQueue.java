package hakaru.ingest.publish;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hands what the producer's network thread completes over to one event loop, which is woken once for many: a batch of a
 * thousand acknowledgements costs one task, not a thousand.
 *
 * <p>Any thread may add; the consumer runs on the event loop only.
 */
final class AckQueue<T> {
    private final Executor eventLoop;
    private final Consumer<T> consumer;
    private final Queue<T> completed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    AckQueue(Executor eventLoop, Consumer<T> consumer) {
        this.eventLoop = eventLoop;
        this.consumer = consumer;
    }

    void add(T element) {
        completed.add(element);
        // A plain read first: under load the flag is up already, and reading does not take the cache line away.
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            eventLoop.execute(this::take);
        }
    }

    /** Hands over what there is, ahead of the task that will; to be called on the event loop. */
    void take() {
        // Lowered before the queue is read: what is added from now on is either read below or schedules another task.
        scheduled.set(false);
        for (T element = completed.poll(); element != null; element = completed.poll()) {
            consumer.accept(element);
        }
    }
}
