package hakaru.aggregator.streams;

import hakaru.runtime.Backoff;
import hakaru.runtime.StartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what follows when a stream thread dies: what needs a person ends the job; anything else starts a new thread after a
 * pause, which finds everything in Kafka. Safe for use by several threads.
 */
public final class RestartPolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPolicy.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    /** A thread that dies later than this after the one before is the first to die. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final CompletableFuture<Void> failure;
    private int failures;
    private long lastFailure = System.nanoTime() - CALM.toNanos();

    public RestartPolicy(CompletableFuture<Void> failure) {
        this.failure = failure;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartException) {
                failure.completeExceptionally(cause);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        Duration pause = BACKOFF.pause(countFailure(), ThreadLocalRandom.current());
        LOG.warn("A stream thread died and is replaced in {}; nothing is lost", pause, exception);
        // The thread that waits is the dead one; its successor starts when this returns.
        LockSupport.parkNanos(pause.toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized int countFailure() {
        long now = System.nanoTime();
        failures = now - lastFailure > CALM.toNanos() ? 1 : failures + 1;
        lastFailure = now;
        return failures;
    }
}
