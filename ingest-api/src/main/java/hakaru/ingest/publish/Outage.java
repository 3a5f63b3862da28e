package hakaru.ingest.publish;

import hakaru.runtime.management.Readiness;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when beacons begin to get 503 and when that is over, and says so in one line each. While none gets a 200 for
 * some seconds, the service is unready, so that a balancer goes elsewhere. It is ready again with the first 200, or when
 * nobody has come for a while: without beacons it could not tell. Safe for use by several threads; times are
 * {@code System.nanoTime}'s.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final long UNREADY_AFTER = Duration.ofSeconds(2).toNanos();
    private static final long OVER_AFTER = Duration.ofSeconds(10).toNanos();

    private final PublishMetrics metrics;
    private final Readiness.Condition condition;
    private PublishMetrics.Totals seen;
    private PublishMetrics.Totals before;
    private boolean under;
    private long lastLook;
    private long began;
    private long lastFailure;
    private long lastSuccess;

    Outage(PublishMetrics metrics, Readiness readiness, long now) {
        this.metrics = metrics;
        this.condition = readiness.condition("acknowledgements", "no beacon was sent yet");
        this.seen = metrics.totals();
        this.before = seen;
        this.lastLook = now;
        condition.met();
    }

    PublishMetrics metrics() {
        return metrics;
    }

    /** Looks once a second, however often it is called; returns whether it did. */
    synchronized boolean look(long now) {
        if (now - lastLook < INTERVAL) {
            return false;
        }
        lastLook = now;
        PublishMetrics.Totals totals = metrics.totals();
        PublishMetrics.Totals latest = totals.minus(seen);
        seen = totals;
        judge(latest, now);
        return true;
    }

    private void judge(PublishMetrics.Totals latest, long now) {
        if (latest.failed() > 0) {
            failed(latest, now);
        }
        if (latest.acknowledged() > 0) {
            lastSuccess = now;
            condition.met();
        }
        if (!under) {
            return;
        }
        if (now - lastFailure >= OVER_AFTER) {
            over(now);
        } else if (now - lastSuccess >= UNREADY_AFTER) {
            condition.unmet("beacons get 503, and Kafka acknowledges none; see the log for the reasons");
        }
    }

    private void failed(PublishMetrics.Totals latest, long now) {
        lastFailure = now;
        if (under) {
            return;
        }
        under = true;
        began = now;
        // Nobody may have come for hours before.
        lastSuccess = now;
        before = seen.minus(latest);
        LOG.warn(
                "Beacons get 503: {} of {} ({})",
                latest.failed(),
                latest.failed() + latest.acknowledged(),
                latest.reasons());
    }

    private void over(long now) {
        under = false;
        condition.met();
        PublishMetrics.Totals all = seen.minus(before);
        LOG.info(
                "Beacons have got no 503 for {} s; in the {} s before, {} of {} did ({})",
                Duration.ofNanos(now - lastFailure).toSeconds(),
                Duration.ofNanos(lastFailure - began + INTERVAL).toSeconds(),
                all.failed(),
                all.failed() + all.acknowledged(),
                all.reasons());
    }
}
