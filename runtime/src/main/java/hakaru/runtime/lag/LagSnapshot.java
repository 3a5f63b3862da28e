package hakaru.runtime.lag;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What one look at the cluster has found.
 *
 * @param members how many members each group has; 0 when nobody reads
 * @param retention how long each topic keeps a record, whoever has read it; absent when for ever
 */
record LagSnapshot(
        Map<GroupPartition, PartitionLag> lags, Map<String, Integer> members, Map<String, Duration> retention) {
    LagSnapshot {
        lags = Map.copyOf(lags);
        members = Map.copyOf(members);
        retention = Map.copyOf(retention);
    }

    /** A partition as one group reads it. */
    record GroupPartition(String group, TopicPartition partition) {}
}
