package hakaru.kakeru.load;

import hakaru.kakeru.load.Outcome.Fate;
import java.util.Map;

/** What one request reports: an impression of an ad, and the value that comes with it. */
public record Beacon(String ad, long value) {
    public Beacon {
        if (ad.isEmpty() || value < 0) {
            throw new IllegalArgumentException("no beacon: an ad '%s' and a value %d".formatted(ad, value));
        }
    }

    /** How many requests carried a beacon, by how they ended. */
    public record Sent(Beacon beacon, Map<Outcome, Long> ended) {
        public long count(Fate fate) {
            return fate.sum(ended);
        }
    }
}
