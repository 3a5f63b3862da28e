package hakaru.kakeru.load;

import org.HdrHistogram.Histogram;

/**
 * What happened in one second of a run.
 *
 * @param end seconds since the start of the run
 * @param due requests that became due
 * @param late those of the accepted that came later than the goal allows
 * @param queued requests that waited for a connection when the second ended
 * @param inFlight requests that waited for an answer then
 */
public record Interval(
        double end,
        long due,
        long accepted,
        long failed,
        long unknown,
        long late,
        int queued,
        int inFlight,
        Latency latency) {

    /** Latency of the second's answers, in microseconds from the due moment. */
    public record Latency(long median, long p99, long max) {
        static Latency of(Histogram histogram) {
            return new Latency(
                    histogram.getValueAtPercentile(50), histogram.getValueAtPercentile(99), histogram.getMaxValue());
        }
    }
}
