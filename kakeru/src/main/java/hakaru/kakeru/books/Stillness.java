package hakaru.kakeru.books;

import java.time.Duration;

/** Notices when a number has stood still for a while. */
final class Stillness {
    private final long quietNanos;
    private long last = Long.MIN_VALUE;
    private long changed;

    Stillness(Duration quiet) {
        this.quietNanos = quiet.toNanos();
    }

    /** Takes the number as it is at {@code now}, in nanoseconds of a monotonic clock. */
    boolean observe(long number, long now) {
        if (number != last) {
            last = number;
            changed = now;
        }
        return now - changed >= quietNanos;
    }
}
