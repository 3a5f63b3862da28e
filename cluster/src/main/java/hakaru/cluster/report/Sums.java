package hakaru.cluster.report;

/**
 * What was counted, from every side. All are impressions; the topics' are records of {@code impressions} in Kafka.
 *
 * @param accepted answered 200
 * @param unknown sent, and not known to have failed
 * @param topics -1 when the topic was deleted meanwhile, for then its records are gone
 */
public record Sums(
        long accepted,
        long unknown,
        long counted,
        long missing,
        long surplus,
        long topics,
        long ledger,
        long repeated,
        long rejected,
        long seconds,
        long minutes,
        long hours,
        long days) {

    /** How many impressions are wrong; 0 is the promise. */
    public long difference() {
        long inTopics = topics < 0 ? 0 : Math.abs(topics - ledger - repeated - rejected);
        return missing
                + surplus
                + inTopics
                + Math.abs(ledger - seconds)
                + Math.abs(ledger - minutes)
                + Math.abs(ledger - hours)
                + Math.abs(ledger - days);
    }
}
