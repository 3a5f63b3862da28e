package hakaru.sink;

import hakaru.runtime.NamedThreads;
import hakaru.sink.mysql.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something with MySQL again and again; what fails is tried again the next time. Owns a thread. */
final class Repeated implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    private final String what;
    private final Work work;
    private final ScheduledExecutorService thread;
    private boolean failing;

    /** What is done; after a failure it must be possible to do it again. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException, InterruptedException;
    }

    private Repeated(String what, Work work) {
        this.what = what;
        this.work = work;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons("sink-" + what.replace(' ', '-')));
    }

    /** Begins after {@code first}, and again {@code pause} after each end. */
    static Repeated start(String what, Duration first, Duration pause, Work work) {
        Repeated repeated = new Repeated(what, work);
        var unused = repeated.thread.scheduleWithFixedDelay(
                repeated::run, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return repeated;
    }

    private void run() {
        try {
            work.run();
            if (failing) {
                LOG.info("The {} goes on", what);
            }
            failing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            // One that left here would end the schedule without a word.
            report(e);
        }
    }

    private void report(Throwable failure) {
        if (!failing && !thread.isShutdown()) {
            LOG.warn(
                    "The {} failed and is tried again and again; counting does not need it: {}",
                    what,
                    FailureReason.of(failure));
        }
        failing = true;
    }

    /** The thread may still wait for MySQL; it is a daemon, and a cut transaction is rolled back. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
