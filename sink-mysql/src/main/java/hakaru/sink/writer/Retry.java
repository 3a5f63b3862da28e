package hakaru.sink.writer;

import hakaru.runtime.Backoff;
import hakaru.runtime.management.Readiness;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Knows when to try MySQL again, and tells people about an outage once. For the writer's thread only. */
final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    /** A deadlock or two are everyday; this many failures in a row are an outage. */
    private static final int OUTAGE = 3;

    private final Backoff backoff;
    private final Readiness.Condition mysql;
    private final WriterMetrics metrics;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private Step failed = Step.NONE;
    private int failures;
    /** Told once; and again when somebody must act after all. */
    private @Nullable Level told;

    private long dueNanos;

    /** What is done with MySQL, in the order in which it is done. */
    enum Step {
        NONE,
        READ_LEDGER,
        WRITE
    }

    Retry(Backoff backoff, Readiness.Condition mysql, WriterMetrics metrics) {
        this.backoff = backoff;
        this.mysql = mysql;
        this.metrics = metrics;
    }

    /** The time until the next attempt may be made, not more than {@code limit}; zero when it may be made now. */
    Duration untilDue(Duration limit) {
        long nanos = failures == 0 ? 0 : dueNanos - System.nanoTime();
        return Duration.ofNanos(Math.min(Math.max(nanos, 0), limit.toNanos()));
    }

    void failed(Step step, SQLException failure) {
        FailureKind kind = FailureKind.of(failure);
        metrics.retried(kind);
        failed = step;
        failures++;
        dueNanos = System.nanoTime() + backoff.pause(failures, random).toNanos();
        if (kind == FailureKind.PERSON || kind == FailureKind.ROW) {
            report(Level.ERROR, "somebody must act", failure);
        } else if (failures >= OUTAGE) {
            report(Level.WARN, "it may pass", failure);
        }
    }

    private void report(Level level, String expectation, SQLException failure) {
        String reason = FailureReason.of(failure);
        mysql.unmet("does not take the counts (" + expectation + "): " + reason);
        if (told == level || told == Level.ERROR) {
            return;
        }
        told = level;
        LOG.atLevel(level)
                .log(
                        "MySQL does not take the counts, {}; nothing is lost, trying again without limit: {}",
                        expectation,
                        reason);
        LOG.debug("It is", failure);
    }

    /** A server may answer and still not take writes: only the step that failed, or a later one, ends the retries. */
    void succeeded(Step step) {
        if (step.compareTo(failed) < 0) {
            return;
        }
        if (told != null) {
            LOG.info("MySQL takes the counts again, after {} failures", failures);
        }
        reset();
    }

    /** Forgets the failures; so, too, when what failed is no longer this sink's to do. */
    void reset() {
        failed = Step.NONE;
        failures = 0;
        told = null;
        mysql.met();
    }
}
