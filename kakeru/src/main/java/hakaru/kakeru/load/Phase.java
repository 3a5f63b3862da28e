package hakaru.kakeru.load;

import java.time.Duration;

/** A stretch of time with one rate, in requests per second. */
public record Phase(Duration duration, long rate) {
    private static final long MAX_RATE = 1_000_000;

    public Phase {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a phase must last longer than " + duration);
        }
        if (rate < 1 || rate > MAX_RATE) {
            throw new IllegalArgumentException(
                    "a rate must lie between 1 and %,d requests/s; this is %,d".formatted(MAX_RATE, rate));
        }
    }

    long requests() {
        return Math.multiplyExact(duration.toNanos() / 1_000, rate) / 1_000_000;
    }

    /** Nanoseconds from the start of the phase to the moment its request of this number is due. */
    long dueAt(long number) {
        return number / rate * 1_000_000_000 + number % rate * 1_000_000_000 / rate;
    }
}
