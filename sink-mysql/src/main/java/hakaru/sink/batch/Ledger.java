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

    public Optional<Instant> latestSecond() {
        return rows.values().stream()
                .flatMap(row -> row.latestSecond().stream())
                .max(Comparator.naturalOrder());
    }

    /** Notes a step that MySQL has committed. */
    public void advance(LedgerStep step) {
        put(new LedgerRow(step.key(), step.range().to(), step.countsPosition(), step.latestSecond()));
    }
}
