package hakaru.embedded;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends one process: asks with SIGTERM, waits, and kills with SIGKILL what has not ended by then. */
record ProcessEnd(ProcessHandle process, Duration patience) {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    static ProcessEnd of(ProcessHandle process) {
        return new ProcessEnd(process, PATIENCE);
    }

    void stop() {
        process.destroy();
        if (endsWithin(patience)) {
            return;
        }
        LOG.warn("Process {} has not ended within {} and is killed", process.pid(), patience);
        process.destroyForcibly();
        endsWithin(AFTER_KILL);
    }

    /** Returns false at once when interrupted: then the process is killed rather than waited for. */
    private boolean endsWithin(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }
}
