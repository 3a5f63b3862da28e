package hakaru.cluster.report;

/**
 * What became of the requests, as kakeru's report has it.
 *
 * @param longestGap seconds that passed at most without an answer of 200
 * @param p99 of the latency, in milliseconds
 * @param freshnessP99 in milliseconds
 */
public record Requests(
        long sent,
        long accepted,
        long failed,
        long unknown,
        int longestGap,
        double p99,
        double freshnessP99,
        double freshnessMax) {

    public long lost() {
        return failed + unknown;
    }

    public double success() {
        return sent == 0 ? 0 : 100.0 * accepted / sent;
    }
}
