package hakaru.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends one process: asks with SIGTERM, waits, and kills with SIGKILL what has not ended by then. */
final class ProcessEnd {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private ProcessEnd() {}

    static void stop(ProcessHandle process) {
        process.destroy();
        if (!endsWithin(process, PATIENCE)) {
            LOG.warn("Process {} has not ended within {} and is killed", process.pid(), PATIENCE);
            process.destroyForcibly();
            endsWithin(process, AFTER_KILL);
        }
    }

    /** Polls: for a process that is not our child, {@code onExit} does the same, but looks once in two seconds. */
    private static boolean endsWithin(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            // When interrupted, the process is killed rather than waited for.
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return true;
    }
}
