package hakaru.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between retries: doubling from {@code first} to {@code longest}, each drawn between half and the whole of it
 * ("equal jitter", Marc Brooker, AWS Architecture Blog, 2015), so that several who fail together do not return together.
 * In whole milliseconds.
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 20;

    public Backoff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff must grow from a millisecond or more, not from " + first + " to " + longest);
        }
    }

    /** The pause before retry number {@code attempt}, counted from 1. */
    public Duration pause(int attempt, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(Math.max(attempt - 1, 0), MAX_DOUBLINGS);
        long limit = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(limit - random.nextLong(limit / 2 + 1));
    }
}
