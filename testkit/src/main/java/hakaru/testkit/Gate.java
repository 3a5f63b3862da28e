package hakaru.testkit;

import java.time.Duration;

/** Holds up one direction of a relay's traffic, for ever or for a while. Thread-safe. */
final class Gate {
    private boolean closed;
    private long delayNanos;

    synchronized void close() {
        closed = true;
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }

    synchronized void delay(Duration delay) {
        delayNanos = delay.toNanos();
        notifyAll();
    }

    /** Waits until what arrived at that time of {@code System.nanoTime} may pass. */
    synchronized void pass(long arrival) throws InterruptedException {
        long left = left(arrival);
        while (closed || left > 0) {
            if (closed) {
                wait();
            } else {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            left = left(arrival);
        }
    }

    private long left(long arrival) {
        return arrival + delayNanos - System.nanoTime();
    }
}
