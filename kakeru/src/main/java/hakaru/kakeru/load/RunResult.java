package hakaru.kakeru.load;

import hakaru.kakeru.load.Outcome.Fate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests of one run.
 *
 * @param outcomes how many requests ended how
 * @param statuses how many answers had which status
 * @param sentAgain attempts beyond the first of each request
 * @param latency microseconds from the moment a request was due to its answer, or to the moment it was given up
 * @param service microseconds from the moment it was sent: what a load test that waits for answers would report
 */
public record RunResult(
        Map<Outcome, Long> outcomes,
        SortedMap<Integer, Long> statuses,
        long sentAgain,
        Histogram latency,
        Histogram service,
        List<Interval> intervals) {

    public RunResult {
        outcomes = Map.copyOf(outcomes);
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
        intervals = List.copyOf(intervals);
    }

    /** All that was due, also what never left: accepted + failed + unknown. */
    public long sent() {
        return Outcome.sum(outcomes, outcome -> true);
    }

    public long count(Fate fate) {
        return fate.sum(outcomes);
    }

    /** Those of the failed that never left kakeru. */
    public long neverLeft() {
        return Outcome.sum(outcomes, Outcome::neverLeft);
    }

    /** Accepted requests per second, from the first that was due to the last that ended. */
    public double goodput() {
        double seconds =
                intervals.isEmpty() ? 0 : intervals.get(intervals.size() - 1).end();
        return seconds == 0 ? 0 : count(Fate.ACCEPTED) / seconds;
    }

    /** Accepted requests whose answer came later than the goal allows. */
    public long late() {
        return intervals.stream().mapToLong(Interval::late).sum();
    }

    /** The share of requests that were accepted, and in time; 0 to 1. */
    public double success() {
        return sent() == 0 ? 0 : (double) (count(Fate.ACCEPTED) - late()) / sent();
    }
}
