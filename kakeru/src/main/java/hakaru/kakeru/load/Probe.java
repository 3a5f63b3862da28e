package hakaru.kakeru.load;

/**
 * A request that was answered 200, and by whose receipt freshness is measured.
 *
 * @param answeredNanos when, on the monotonic clock: from there its freshness counts
 */
public record Probe(Receipt receipt, long answeredNanos) {}
