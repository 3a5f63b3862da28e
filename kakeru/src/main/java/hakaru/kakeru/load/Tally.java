package hakaru.kakeru.load;

import hakaru.kakeru.load.Outcome.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts one run's requests by how they ended, and how long they took, second by second. Confined to the load thread. */
final class Tally {
    /** A minute in microseconds; what takes longer counts as that. */
    private static final long MAX_MICROS = 60_000_000;

    private static final int DIGITS = 3;

    private final long latencyLimitNanos;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final SortedMap<Integer, Long> statuses = new TreeMap<>();
    private final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    private final Histogram service = new Histogram(MAX_MICROS, DIGITS);
    private final List<Interval> intervals = new ArrayList<>();
    private long sentAgain;
    // Of this second.
    private final Map<Outcome, Long> ofSecond = new EnumMap<>(Outcome.class);
    private final Histogram times = new Histogram(MAX_MICROS, DIGITS);
    private long due;
    private long late;

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
        statuses.merge(status, 1L, Long::sum);
    }

    /** Notes a request that waited for its answer, whether it came or not; times are on the monotonic clock. */
    void answered(Outcome outcome, long dueNanos, long sentNanos, long now) {
        ended(outcome);
        if (outcome.fate() == Fate.FAILED) {
            return;
        }
        // A failure is counted, not timed: an instant rejection would make the latency look better.
        times.recordValue(micros(now - dueNanos));
        service.recordValue(micros(now - sentNanos));
        if (outcome == Outcome.ACCEPTED && now - dueNanos > latencyLimitNanos) {
            late++;
        }
    }

    /** Counts a request by how it ended; one that never left has no time. */
    void ended(Outcome outcome) {
        ofSecond.merge(outcome, 1L, Long::sum);
    }

    /** Closes the second that ends now. */
    Interval interval(double end, int queued, int inFlight) {
        Interval interval = new Interval(
                end,
                due,
                Fate.ACCEPTED.sum(ofSecond),
                Fate.FAILED.sum(ofSecond),
                Fate.UNKNOWN.sum(ofSecond),
                late,
                queued,
                inFlight,
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3);
        intervals.add(interval);
        ofSecond.forEach((outcome, number) -> outcomes.merge(outcome, number, Long::sum));
        ofSecond.clear();
        latency.add(times);
        times.reset();
        due = 0;
        late = 0;
        return interval;
    }

    /** What the seconds that are closed add up to. */
    RunResult result() {
        return new RunResult(outcomes, statuses, sentAgain, latency, service, intervals);
    }

    private static long micros(long nanos) {
        return Math.min(Math.max(nanos / 1_000, 0), MAX_MICROS);
    }
}
