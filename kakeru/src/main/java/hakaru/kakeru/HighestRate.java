package hakaru.kakeru;

import java.util.function.LongPredicate;

/** Finds the highest rate at which a trial succeeds: doubles it until one fails, then halves the gap. */
final class HighestRate {
    private static final long FIRST = 1_000;
    private static final long MAX = 512_000;
    /** The gap at which it stops, as a part of the rate: trials of seconds are not more exact than that. */
    private static final double PRECISION = 0.04;

    private final LongPredicate trial;

    /** @param trial tells whether the goal holds at a rate */
    HighestRate(LongPredicate trial) {
        this.trial = trial;
    }

    /** Gives 0 when the goal holds at no rate. */
    long find() {
        long failed = FIRST;
        while (failed <= MAX && trial.test(failed)) {
            failed *= 2;
        }
        long good = failed == FIRST ? 0 : failed / 2;
        return failed > MAX ? good : narrow(good, failed);
    }

    private long narrow(long good, long failed) {
        long low = good;
        long high = failed;
        while (high - low > Math.max(1, high * PRECISION)) {
            long middle = (low + high) / 2;
            if (trial.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
