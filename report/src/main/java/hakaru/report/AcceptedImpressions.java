package hakaru.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka how many impressions the API has ever published: an offset is given once, and what retention has deleted keeps
 * its own. Each question is bounded by the administrative client's own timeout.
 */
final class AcceptedImpressions implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;

    AcceptedImpressions(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** @param topicId the id Kafka gave the topic: one created anew begins at 0 under another id */
    record Accepted(String topicId, long records) {}

    Accepted read() throws ExecutionException, InterruptedException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        if (description == null) {
            throw new IllegalStateException("Kafka did not describe the topic " + topic);
        }
        Map<TopicPartition, OffsetSpec> ends = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        long records = admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
        return new Accepted(description.topicId().toString(), records);
    }

    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
