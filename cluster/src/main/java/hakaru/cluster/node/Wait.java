package hakaru.cluster.node;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come, within a bound. */
public final class Wait {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private Wait() {}

    /** What is waited for; one that throws is not there yet. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits, and says whether it came in time. */
    public static boolean comes(Duration limit, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause(POLL_INTERVAL);
        }
        return true;
    }

    /**
     * Waits for what must come.
     *
     * @throws IllegalStateException when it does not come in time
     */
    public static void until(String what, Duration limit, Condition condition) throws InterruptedException {
        if (!comes(limit, condition)) {
            throw new IllegalStateException("waited %s in vain: %s".formatted(limit, what));
        }
    }

    /** Lets time pass; a fault lasts. */
    public static void pause(Duration length) throws InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception notYet) {
            return false;
        }
    }
}
