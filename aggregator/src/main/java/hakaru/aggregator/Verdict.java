package hakaru.aggregator;

/** Whether a record can be counted. */
sealed interface Verdict {
    /**
     * A record to count.
     *
     * @param second of its receipt, since 1970-01-01T00:00:00Z
     * @param invalid the number of an {@link hakaru.contract.Invalidity}; also one that only a newer release knows
     */
    record Countable(long second, String ad, long value, int invalid) implements Verdict {}

    /** A record that cannot be counted, now or ever. */
    record Rejected(Reason reason) implements Verdict {}

    /** Why a record cannot be counted; the set is small, because it labels a metric. */
    enum Reason {
        UNDECODABLE,
        AD,
        VALUE,
        FUTURE,
        EXPIRED
    }
}
