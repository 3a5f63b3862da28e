package hakaru.report;

import hakaru.runtime.NamedThreads;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads when somebody looks, one reading at a time, and gives its result to everybody who looks within a second. After one
 * that took long it rests for longer, so that it takes a fifth of the database's time at most, and a third when readings
 * take ten seconds. Owns the thread {@code report-1}; safe for use by several threads.
 */
final class SharedReading implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A rest is this many times as long as the reading before it. */
    static final int REST = 4;
    /** Whatever the reading took: a database that comes back is noticed. */
    static final Duration LONGEST_REST = Duration.ofSeconds(20);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<Buffer> source;
    private final ExecutorService thread;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<Buffer> latest;
    private long freshUntil;

    /** @param nanoTime as {@link System#nanoTime()} */
    SharedReading(Supplier<Buffer> source, ExecutorService thread, LongSupplier nanoTime) {
        this.source = source;
        this.thread = thread;
        this.nanoTime = nanoTime;
    }

    static SharedReading of(Supplier<Buffer> source) {
        return new SharedReading(
                source, Executors.newSingleThreadExecutor(NamedThreads.daemons("report")), System::nanoTime);
    }

    /** The reading that is fresh or under way, or else a new one. Fails only when the source throws. */
    synchronized CompletableFuture<Buffer> latest() {
        CompletableFuture<Buffer> known = latest;
        if (known != null && (!known.isDone() || nanoTime.getAsLong() - freshUntil < 0)) {
            return known;
        }
        CompletableFuture<Buffer> reading = CompletableFuture.supplyAsync(this::read, thread);
        latest = reading;
        return reading;
    }

    private Buffer read() {
        long begin = nanoTime.getAsLong();
        try {
            return source.get();
        } finally {
            restAfter(begin);
        }
    }

    private synchronized void restAfter(long begin) {
        long end = nanoTime.getAsLong();
        long rest = Math.min(REST * (end - begin), LONGEST_REST.toNanos());
        freshUntil = Math.max(begin + INTERVAL.toNanos(), end + rest);
    }

    /** Interrupts a reading, and waits for its end for two seconds at most. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        boolean unused = thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
