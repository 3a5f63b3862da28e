package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Adds up rows of the same key. */
public final class MergedRows {
    private final Map<CountRow.Key, CountRow> sums = new HashMap<>();
    private final List<CountRow> apart = new ArrayList<>();

    private MergedRows() {}

    /**
     * Returns one row for each key, in the order of the primary key. Where a sum would not fit in 64 bits its parts stay
     * apart: the database's own arithmetic takes or refuses them.
     */
    public static List<CountRow> of(Stream<CountRow> rows) {
        MergedRows merged = new MergedRows();
        rows.forEach(merged::add);
        merged.apart.addAll(merged.sums.values());
        merged.apart.sort(null);
        return merged.apart;
    }

    private void add(CountRow row) {
        sums.merge(
                row.key(),
                row,
                (sum, next) -> sum.plus(next).orElseGet(() -> {
                    apart.add(next);
                    return sum;
                }));
    }
}
