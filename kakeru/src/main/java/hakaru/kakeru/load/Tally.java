package hakaru.kakeru.load;

import hakaru.kakeru.load.Outcome.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Counts one run's requests by how they ended, and how long they took. Confined to the load thread. */
final class Tally {
    /** A minute in microseconds; what takes longer counts as that. */
    private static final long MAX_MICROS = 60_000_000;

    private static final int DIGITS = 3;

    private final long latencyLimitNanos;
    private final Map<Outcome, Count> outcomes = new EnumMap<>(Outcome.class);
    private final long[] statuses = new long[600];
    private final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    private final Histogram service = new Histogram(MAX_MICROS, DIGITS);
    private final Histogram thisSecond = new Histogram(MAX_MICROS, DIGITS);
    private final List<Interval> intervals = new ArrayList<>();
    private long due;
    private long late;
    private long sentAgain;
    private Totals before = new Totals(0, 0, 0, 0, 0);

    private record Totals(long due, long accepted, long failed, long unknown, long late) {}

    private static final class Count {
        private long number;
    }

    Tally(long latencyLimitNanos) {
        this.latencyLimitNanos = latencyLimitNanos;
    }

    void due() {
        due++;
    }

    void sentAgain() {
        sentAgain++;
    }

    void status(int status) {
        statuses[status]++;
    }

    /** Notes a request that waited for its answer, whether it came or not; times are on the monotonic clock. */
    void answered(Outcome outcome, long dueNanos, long sentNanos, long now) {
        outcomes.computeIfAbsent(outcome, o -> new Count()).number++;
        if (outcome.fate() == Fate.FAILED) {
            return;
        }
        // A failure is counted, not timed: an instant refusal would make the latency look better.
        thisSecond.recordValue(micros(now - dueNanos));
        service.recordValue(micros(now - sentNanos));
        if (outcome == Outcome.ACCEPTED && now - dueNanos > latencyLimitNanos) {
            late++;
        }
    }

    void notSent(Outcome outcome) {
        outcomes.computeIfAbsent(outcome, o -> new Count()).number++;
    }

    /** Closes the second that ends now. */
    Interval interval(double end, int queued, int inFlight) {
        Totals now = totals();
        Interval interval = new Interval(
                end,
                now.due() - before.due(),
                now.accepted() - before.accepted(),
                now.failed() - before.failed(),
                now.unknown() - before.unknown(),
                now.late() - before.late(),
                queued,
                inFlight,
                Interval.Latency.of(thisSecond));
        before = now;
        latency.add(thisSecond);
        thisSecond.reset();
        intervals.add(interval);
        return interval;
    }

    RunResult result() {
        return RunResult.of(this::count, statuses, sentAgain, new RunResult.Timings(latency, service, intervals));
    }

    private Totals totals() {
        return new Totals(due, sum(Fate.ACCEPTED), sum(Fate.FAILED), sum(Fate.UNKNOWN), late);
    }

    private long count(Outcome outcome) {
        Count count = outcomes.get(outcome);
        return count == null ? 0 : count.number;
    }

    private long sum(Fate fate) {
        long sum = 0;
        for (Outcome outcome : Outcome.values()) {
            sum += outcome.fate() == fate ? count(outcome) : 0;
        }
        return sum;
    }

    private static long micros(long nanos) {
        return Math.min(Math.max(nanos / 1_000, 0), MAX_MICROS);
    }
}
