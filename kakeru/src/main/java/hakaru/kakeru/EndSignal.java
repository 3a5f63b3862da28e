package hakaru.kakeru;

import java.util.concurrent.CompletableFuture;

/**
 * Turns SIGINT and SIGTERM into an early but ordinary end: the load is stopped, and the process stays until its report is
 * written and ends with the status that the report deserves.
 */
final class EndSignal {
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private EndSignal() {}

    /** @param stop stops the load; does nothing when it has ended */
    static EndSignal of(Runnable stop) {
        EndSignal signal = new EndSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.end(stop), "kakeru-end"));
        return signal;
    }

    /** Takes note that the report is written, and gives the status back. */
    int ended(int exitStatus) {
        status.complete(exitStatus);
        return exitStatus;
    }

    private void end(Runnable stop) {
        stop.run();
        // Halt, because a JVM that a signal ends has the signal's status whatever the report says.
        Runtime.getRuntime().halt(status.join());
    }
}
