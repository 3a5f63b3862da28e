package hakaru.sink.batch;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Remembers what MySQL's ledger said when it was read, and what was committed since. For one thread. */
public final class Ledger {
    private final Map<LedgerKey, LedgerRow> rows = new HashMap<>();

    public Ledger(Collection<LedgerRow> rows) {
        rows.forEach(row -> this.rows.put(row.key(), row));
    }

    /** A partition without a row is counted up to 0: the first batch of a topic must begin there. */
    public long countedTo(LedgerKey key) {
        LedgerRow row = rows.get(key);
        return row == null ? 0 : row.countedTo();
    }

    /** The next offset to read in a partition of {@code impression-counts}, over all {@code impressions} topics. */
    public OptionalLong countsPosition(int partition) {
        return rows.values().stream()
                .filter(row -> row.key().partition() == partition)
                .mapToLong(LedgerRow::countsPosition)
                .max();
    }

    public Optional<Instant> latestSecond() {
        return rows.values().stream()
                .flatMap(row -> row.latestSecond().stream())
                .max(Comparator.naturalOrder());
    }

    /** Notes a step that MySQL has committed. */
    public void advance(LedgerStep step) {
        rows.put(step.key(), new LedgerRow(step.key(), step.range().to(), step.countsPosition(), step.latestSecond()));
    }
}
