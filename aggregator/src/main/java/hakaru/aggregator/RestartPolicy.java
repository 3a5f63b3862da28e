package hakaru.aggregator;

import hakaru.runtime.Backoff;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what follows when a stream thread dies: lost input ends the job, since going on would be a guess; anything else
 * starts a new thread after a pause, which finds everything in Kafka. Safe for use by several threads.
 */
final class RestartPolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPolicy.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final CompletableFuture<Void> failure;
    private final AtomicInteger failures = new AtomicInteger();

    RestartPolicy(CompletableFuture<Void> failure) {
        this.failure = failure;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        Throwable cause = exception;
        while (cause != null) {
            if (cause instanceof InputLostException) {
                failure.completeExceptionally(cause);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            cause = cause.getCause();
        }
        Duration pause = BACKOFF.pause(failures.incrementAndGet(), ThreadLocalRandom.current());
        LOG.warn("A stream thread died and is replaced in {}; nothing is lost", pause, exception);
        // The thread that waits is the dead one; its successor starts when this returns.
        LockSupport.parkNanos(pause.toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Forgets earlier failures once the job runs again. */
    void recovered() {
        failures.set(0);
    }
}
