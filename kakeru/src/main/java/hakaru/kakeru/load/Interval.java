package hakaru.kakeru.load;

/**
 * What happened in one second of a run.
 *
 * @param end seconds since the start of the run
 * @param due requests that became due
 * @param late those of the accepted that came later than the goal allows
 * @param queued requests that waited for a connection when the second ended
 * @param inFlight requests that waited for an answer then
 * @param p50 latency of the second's answers, as p99 and max, in milliseconds from the due moment
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
        double p50,
        double p99,
        double max) {}
