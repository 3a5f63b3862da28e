package hakaru.kakeru.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts, per beacon, how many requests had which fate, over all runs of a session. Confined to the load thread. */
final class FateCounts {
    private static final long[] NONE = new long[0];

    private final Map<Fate, long[]> counts = new EnumMap<>(Fate.class);

    void add(int request, Fate fate) {
        long[] row = counts.getOrDefault(fate, NONE);
        if (request >= row.length) {
            row = Arrays.copyOf(row, Math.max(request + 1, row.length * 2));
            counts.put(fate, row);
        }
        row[request]++;
    }

    long of(int request, Fate fate) {
        long[] row = counts.getOrDefault(fate, NONE);
        return request < row.length ? row[request] : 0;
    }
}
