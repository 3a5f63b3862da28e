package hakaru.runtime.lag;

import java.time.Duration;
import java.util.Map;

/**
 * What one look at the cluster has found.
 *
 * @param members how many members each group has; 0 when nobody reads
 * @param retention how long each topic keeps a record, whoever has read it; absent when for ever
 */
record Measurement(
        Map<GroupPartition, PartitionLag> lags, Map<String, Integer> members, Map<String, Duration> retention) {
    static final Measurement NONE = new Measurement(Map.of(), Map.of(), Map.of());

    Measurement {
        lags = Map.copyOf(lags);
        members = Map.copyOf(members);
        retention = Map.copyOf(retention);
    }
}
