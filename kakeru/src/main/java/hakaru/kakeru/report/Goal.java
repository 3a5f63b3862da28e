package hakaru.kakeru.report;

import hakaru.kakeru.load.RunResult;
import java.time.Duration;

/**
 * What a run has to reach.
 *
 * @param success share of requests that must succeed, 0 to 1
 * @param latencyLimit an answer later than this is no success
 */
public record Goal(double success, Duration latencyLimit) {
    public static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

    public Goal {
        if (!(success >= 0 && success <= 1) || latencyLimit.isNegative()) {
            throw new IllegalArgumentException("no goal: a share of %s within %s".formatted(success, latencyLimit));
        }
    }

    public boolean holds(RunResult result) {
        return result.success() >= success;
    }

    public boolean hasLatencyLimit() {
        return latencyLimit.compareTo(NO_LIMIT) < 0;
    }
}
