package hakaru.runtime;

/**
 * Interrupts the thread that made it when the process is told to stop, until it ignores that:
 * closing must not be cut short by a signal that comes late. Safe for use by several threads.
 */
final class StopSignal {
    private final Thread waiting = Thread.currentThread();
    private boolean received;
    private boolean ignored;

    synchronized boolean received() {
        return received;
    }

    synchronized void receive() {
        received = true;
        if (!ignored) {
            waiting.interrupt();
        }
    }

    /** From here on the thread is not interrupted any more; an interrupt that it has not noticed yet is taken back. */
    synchronized void ignore() {
        ignored = true;
        Thread.interrupted();
    }
}
