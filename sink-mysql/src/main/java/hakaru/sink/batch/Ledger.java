package hakaru.sink.batch;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers what MySQL's ledger said when it was read, and what was committed since. For one thread. */
public final class Ledger {
    private final Map<LedgerKey, LedgerRow> rows = new HashMap<>();
    private final Map<Integer, Long> countsPositions = new HashMap<>();

    /** Takes the rows in the order in which they last moved. */
    public Ledger(Collection<LedgerRow> rows) {
        rows.forEach(this::put);
    }

    private void put(LedgerRow row) {
        rows.put(row.key(), row);
        countsPositions.put(row.key().partition(), row.countsPosition());
    }

    /** A partition without a row is counted up to 0: the first batch of a topic must begin there. */
    public long countedTo(LedgerKey key) {
        LedgerRow row = rows.get(key);
        return row == null ? 0 : row.countedTo();
    }

    /** The next offset to read in a partition of {@code impression-counts}: that of the row which moved last. */
    public OptionalLong countsPosition(int partition) {
        Long position = countsPositions.get(partition);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The partitions that stand elsewhere in {@code newer}, in either topic. */
    public Set<Integer> movedIn(Ledger newer) {
        Set<LedgerKey> keys = new HashSet<>(rows.keySet());
        keys.addAll(newer.rows.keySet());
        return keys.stream()
                .filter(key -> countedTo(key) != newer.countedTo(key)
                        || !countsPosition(key.partition()).equals(newer.countsPosition(key.partition())))
                .map(LedgerKey::partition)
                .collect(Collectors.toSet());
    }

    /** The rows that stand before where this ledger has them. */
    public List<Fallback> fallbacksIn(Ledger newer) {
        return Fallback.between(countedTo(), newer);
    }

    public Optional<Instant> latestSecond() {
        return rows.values().stream()
                .flatMap(row -> row.latestSecond().stream())
                .max(Comparator.naturalOrder());
    }

    /** How far each row is counted. */
    Map<LedgerKey, Long> countedTo() {
        return rows.values().stream().collect(Collectors.toMap(LedgerRow::key, LedgerRow::countedTo));
    }

    /** Notes a step that MySQL has committed. */
    public void advance(LedgerStep step) {
        put(new LedgerRow(step.key(), step.range().to(), step.countsPosition(), step.latestSecond()));
    }
}
