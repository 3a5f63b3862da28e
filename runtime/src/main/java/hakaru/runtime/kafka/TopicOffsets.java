package hakaru.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the partitions of a topic end. These are high watermarks: what is acknowledged lies before them, also while a
 * partition changes its leader (KIP-207).
 *
 * @param topicId the id Kafka gave the topic: one created anew begins at 0 under another id
 * @param byPartition in order
 */
public record EndOffsets(String topicId, Map<Integer, Long> byPartition) {
    /**
     * Asks Kafka, bounded by the client's own timeout.
     *
     * @throws ExecutionException when there is no such topic, or Kafka does not answer
     */
    public static EndOffsets read(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicDescription description = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        Map<Integer, Long> offsets = new TreeMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
        return new EndOffsets(description.topicId().toString(), offsets);
    }

    /** How many offsets were ever given. */
    public long sum() {
        return byPartition.values().stream().mapToLong(Long::longValue).sum();
    }
}
