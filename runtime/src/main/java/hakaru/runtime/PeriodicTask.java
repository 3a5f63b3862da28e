package hakaru.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again on a daemon thread of its own, with the same pause after each end, whatever went wrong.
 * What is done may be interrupted, by {@link #close()} alone. Safe for use by several threads.
 */
public final class PeriodicTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final Duration pause;
    private final Work work;
    private final Observer observer;
    private final ScheduledExecutorService thread;
    private @Nullable Class<?> failing;

    /** What is done; after a failure it must be possible to do it again. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Is told, on the task's thread, how it goes; of what fails while the task is being closed it hears nothing. */
    @FunctionalInterface
    public interface Observer {
        /**
         * The work failed, and is done again after the pause.
         *
         * @param isNews false when the time before failed with the same kind of failure
         */
        void failed(Throwable failure, boolean isNews);

        /** The first success after a failure. */
        default void recovered() {}
    }

    /** @param name of the thread, {@code <service>-<role>} */
    public PeriodicTask(String name, Duration pause, Work work, Observer observer) {
        this.pause = pause;
        this.work = work;
        this.observer = observer;
        this.thread = Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons(name));
    }

    /** A task whose work tells of its own failures; one that leaves it is a fault of ours. */
    public PeriodicTask(String name, Duration pause, Work work) {
        this(name, pause, work, (failure, isNews) -> {
            if (isNews) {
                LOG.error("{} failed; it is done again every {}", name, pause, failure);
            }
        });
    }

    /** Begins after a pause. */
    public PeriodicTask start() {
        return startAfter(pause);
    }

    /** Begins at once. */
    public PeriodicTask startNow() {
        return startAfter(Duration.ZERO);
    }

    private PeriodicTask startAfter(Duration first) {
        var unused =
                thread.scheduleWithFixedDelay(this::run, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void run() {
        try {
            work.run();
            if (failing != null) {
                failing = null;
                observer.recovered();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            // One that left here would end the schedule without a word.
            report(e);
        }
    }

    private void report(Throwable failure) {
        if (!isClosing()) {
            Class<?> kind = kind(failure);
            observer.failed(failure, kind != failing);
            failing = kind;
        }
    }

    /** What it was in the end: clients wrap all alike. */
    private static Class<?> kind(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass();
    }

    public boolean isClosing() {
        return thread.isShutdown();
    }

    /** Interrupts what is done, and does not wait for its end. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Waits, once it is closed, until nothing is done any more; returns whether that came within the limit. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
