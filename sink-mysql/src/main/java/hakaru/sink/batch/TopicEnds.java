package hakaru.sink.batch;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the partitions of {@code impressions} end.
 *
 * @param asked not after the moment in which they ended there: whatever was acknowledged before it lies before the ends
 * @param offsets by partition
 */
public record TopicEnds(Instant asked, String topicId, Map<Integer, Long> offsets) {
    public TopicEnds {
        offsets = Map.copyOf(offsets);
    }

    /** How many records of each partition the ledger has not counted. */
    public Map<Integer, Long> uncounted(Ledger ledger) {
        Map<Integer, Long> uncounted = new TreeMap<>();
        offsets.forEach((partition, end) ->
                uncounted.put(partition, Math.max(0, end - ledger.countedTo(new Ledger.Key(topicId, partition)))));
        return uncounted;
    }

    /** Whether the ledger has counted all there was. */
    boolean areReachedBy(Ledger ledger) {
        return uncounted(ledger).values().stream().allMatch(records -> records == 0);
    }

    /** Whether both name the same partitions. */
    boolean areOfTheSamePartitionsAs(TopicEnds other) {
        return topicId.equals(other.topicId) && offsets.keySet().equals(other.offsets.keySet());
    }
}
