package hakaru.kakeru;

import hakaru.kakeru.report.Goal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what counts as success. */
final class GoalOptions {
    /** Without a limit an overloaded pipeline succeeds for as long as the queue lasts, and a short trial ends before it is full. */
    private static final Duration LIMIT_OF_SEARCH = Duration.ofMillis(250);

    @Option(
            names = "--success-goal",
            paramLabel = "PERCENT",
            description = "Share of requests that must be accepted (default: 99.90).")
    double success = 0.999;

    @Option(
            names = "--max-latency",
            paramLabel = "TIME",
            description = "A later answer is no success (default: none; with --rate max 250ms).")
    @Nullable
    Duration maxLatency;

    @Option(names = "--trial", paramLabel = "TIME", description = "How long --rate max tries each rate (default: 5s).")
    Duration trial = Duration.ofSeconds(5);

    Goal goal(Rate rate) {
        Duration otherwise = rate instanceof Rate.Highest ? LIMIT_OF_SEARCH : Goal.NO_LIMIT;
        return new Goal(success, Objects.requireNonNullElse(maxLatency, otherwise));
    }
}
