package hakaru.ingest.warmup;

import java.util.ArrayList;
import java.util.List;

/** Notices when what is counted in equal windows grows no more. For one thread. */
final class Plateau {
    /** Windows that are compared with as many before them. */
    private static final int SPAN = 3;

    private static final double GROWTH = 1.1;

    private final List<Long> windows = new ArrayList<>();

    void add(long count) {
        windows.add(count);
    }

    /** Whether the last windows have brought no more than a tenth above those before them. */
    boolean isReached() {
        int end = windows.size();
        return end >= 2 * SPAN && sum(end - SPAN, end) < GROWTH * sum(end - 2 * SPAN, end - SPAN);
    }

    long sum() {
        return sum(0, windows.size());
    }

    /** The last window's count by the first one's. */
    long growth() {
        return windows.isEmpty() ? 0 : windows.get(windows.size() - 1) / Math.max(1, windows.get(0));
    }

    private long sum(int from, int to) {
        return windows.subList(from, to).stream().mapToLong(Long::longValue).sum();
    }
}
