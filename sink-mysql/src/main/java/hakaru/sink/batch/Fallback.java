package hakaru.sink.batch;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A row of the ledger that once stood further: the database was restored, or taken over by a server that lacks the newest
 * transactions.
 *
 * @param knownTo how far the row has been known to be counted
 * @param countedTo how far it is counted now
 */
public record Fallback(LedgerKey key, long knownTo, long countedTo) {
    /** Those of {@code known} that {@code ledger} has not counted so far, in partition order. */
    static List<Fallback> between(Map<LedgerKey, Long> known, Ledger ledger) {
        return known.entrySet().stream()
                .map(row -> new Fallback(row.getKey(), row.getValue(), ledger.countedTo(row.getKey())))
                .filter(fallback -> fallback.countedTo() < fallback.knownTo())
                .sorted(Comparator.comparing(Fallback::key))
                .toList();
    }

    @Override
    public String toString() {
        return "partition %d from %d to %d".formatted(key.partition(), knownTo, countedTo);
    }
}
