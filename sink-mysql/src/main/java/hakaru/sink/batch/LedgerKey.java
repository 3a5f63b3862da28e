package hakaru.sink.batch;

import java.util.Comparator;

/** Names a row of the ledger: one partition of one {@code impressions} topic, which has the id Kafka gave it. */
public record LedgerKey(String topicId, int partition) implements Comparable<LedgerKey> {
    /** All sinks lock rows in this order, so that two of them never wait for each other. */
    private static final Comparator<LedgerKey> ORDER =
            Comparator.comparingInt(LedgerKey::partition).thenComparing(LedgerKey::topicId);

    @Override
    public int compareTo(LedgerKey other) {
        return ORDER.compare(this, other);
    }
}
