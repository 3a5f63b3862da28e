package hakaru.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, within a bound. */
public final class Await {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Await() {}

    /**
     * Polls the condition until it is true. A condition that throws counts as not true yet.
     *
     * @throws AssertionError when the limit passes first; it names what was awaited and how the last poll ended
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        Poll poll = Poll.of(condition);
        while (!poll.met()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "waited %s for: %s; %s".formatted(limit, what, poll.outcome()), poll.failure());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for: " + what);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            poll = Poll.of(condition);
        }
    }

    private record Poll(boolean met, @Nullable Throwable failure) {
        static Poll of(Callable<Boolean> condition) {
            try {
                return new Poll(condition.call(), null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Poll(false, e);
            } catch (Exception | AssertionError e) {
                return new Poll(false, e);
            }
        }

        String outcome() {
            return failure == null ? "the last value was " + met : "the last poll threw " + failure;
        }
    }
}
