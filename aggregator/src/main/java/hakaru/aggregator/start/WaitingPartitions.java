package hakaru.aggregator.start;

import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions whose task cannot start yet, and why: in the log, in readiness and as a metric. Safe for several threads. */
public final class WaitingPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingPartitions.class);

    private final Map<Integer, String> reasons = new ConcurrentSkipListMap<>();
    private final Readiness.Condition condition;

    public WaitingPartitions(Readiness.Condition condition, MeterRegistry registry) {
        this.condition = condition;
        condition.met();
        Gauge.builder("hakaru.aggregator.partitions.waiting", reasons, Map::size)
                .description("Partitions that are not counted yet; the log and /readyz say why. Nothing is lost")
                .register(registry);
    }

    void delayed(int partition, String reason) {
        if (isNews(partition, reason)) {
            LOG.info("impressions-{} waits to be counted: {}", partition, reason);
        }
    }

    void blocked(int partition, String reason) {
        if (isNews(partition, reason)) {
            LOG.error("impressions-{} waits to be counted: {}", partition, reason);
        }
    }

    private boolean isNews(int partition, String reason) {
        boolean isNews = !reason.equals(reasons.put(partition, reason));
        tell();
        return isNews;
    }

    /** It has started, or is no longer ours. */
    void over(int partition) {
        if (reasons.remove(partition) != null) {
            LOG.info("impressions-{} waits no longer", partition);
            tell();
        }
    }

    private synchronized void tell() {
        reasons.values().stream().findFirst().ifPresentOrElse(condition::unmet, condition::met);
    }
}
