package hakaru.ingest.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Chooses the connections that make room for new ones when all places are taken: first those that have been sending one
 * request, or have never sent any, for longer than an honest client takes, then those that have been quiet longest. Never one
 * with a beacon in flight. A balancer's or a browser's quiet connection costs its client a new one, no beacon.
 */
final class Eviction {
    /** A new connection must have the time to send what it came for, however many come. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Of all, at a time: looking through them must not be needed for each newcomer. */
    private static final int SHARE = 32;

    private Eviction() {}

    static <K> List<K> choose(Map<K, ClientConnection> open, long now) {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().mayMakeRoom())
                .sorted(Comparator.comparing((Map.Entry<K, ClientConnection> entry) ->
                                !entry.getValue().hasProvedNothing(now, GRACE))
                        .thenComparingLong(entry -> entry.getValue().since() - now))
                .limit(1 + open.size() / SHARE)
                .map(Map.Entry::getKey)
                .toList();
    }
}
