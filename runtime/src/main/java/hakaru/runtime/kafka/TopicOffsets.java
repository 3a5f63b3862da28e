package hakaru.runtime.kafka;

import java.util.Collections;
import java.util.HashMap;
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
 * An offset of each partition of a topic.
 *
 * @param topicId the id Kafka gave the topic: one created anew begins at 0 under another id
 * @param byPartition in order
 */
public record TopicOffsets(String topicId, Map<Integer, Long> byPartition) {
    public TopicOffsets {
        byPartition = Collections.unmodifiableMap(new TreeMap<>(byPartition));
    }

    /**
     * Asks Kafka where the partitions end, bounded by the client's own timeout. These are high watermarks: what is
     * acknowledged lies before them, also while a partition changes its leader (KIP-207).
     *
     * @throws ExecutionException when there is no such topic, or Kafka does not answer
     */
    public static TopicOffsets ends(Admin admin, String topic) throws ExecutionException, InterruptedException {
        return read(admin, topic, OffsetSpec.latest());
    }

    /** As {@link #ends}, where the oldest records are that Kafka still has. */
    public static TopicOffsets starts(Admin admin, String topic) throws ExecutionException, InterruptedException {
        return read(admin, topic, OffsetSpec.earliest());
    }

    private static TopicOffsets read(Admin admin, String topic, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        TopicDescription description = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        Map<TopicPartition, OffsetSpec> asked = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()), partition -> which));
        Map<Integer, Long> offsets = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get()
                .forEach((partition, answer) -> offsets.put(partition.partition(), answer.offset()));
        return new TopicOffsets(description.topicId().toString(), offsets);
    }

    /** How many offsets were ever given, of ends. */
    public long sum() {
        return byPartition.values().stream().mapToLong(Long::longValue).sum();
    }
}
