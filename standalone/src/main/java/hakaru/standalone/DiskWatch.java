package hakaru.standalone;

import hakaru.runtime.PeriodicTask;
import hakaru.runtime.StartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the run in order before the disk is full: a broker that cannot write halts the JVM without a word, and the database
 * waits in silence. Owns the thread {@code standalone-disk-1}.
 */
final class DiskWatch {
    /** Below this the run ends: the database's redo log and a segment's indexes are made in one go. */
    static final long LOW = 128_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    /** At 30,000 beacons a second some 10 MB are written in this time. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private DiskWatch() {}

    /** Starts looking; {@code failure} is told when little is left. */
    static PeriodicTask start(DataDirectory data, CompletableFuture<Void> failure) {
        return new PeriodicTask("standalone-disk", INTERVAL, () -> look(data, failure), new Told()).start();
    }

    private static void look(DataDirectory data, CompletableFuture<Void> failure) {
        long free = data.free();
        if (free < LOW) {
            failure.completeExceptionally(new StartException(
                    "the disk is full: %s are free where the state is, %s. What was answered 200 is kept; make room and start again"
                            .formatted(Bytes.text(free), data.path())));
        }
    }

    private static final class Told implements PeriodicTask.Observer {
        @Override
        public void failed(Throwable failure, boolean isNews) {
            if (isNews) {
                LOG.warn(
                        "How much of the disk is free is not known, and is asked every {}: {}",
                        INTERVAL,
                        failure.getMessage());
            }
        }

        @Override
        public void recovered() {
            LOG.warn("How much of the disk is free is known again");
        }
    }
}
