package hakaru.sink;

import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.sink.batch.TopicEnds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka where {@code impressions} ends. For one thread, except {@link #close()}. */
final class ImpressionEnds implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;
    private final Clock clock;

    private ImpressionEnds(Admin admin, String topic, Clock clock) {
        this.admin = admin;
        this.topic = topic;
        this.clock = clock;
    }

    static ImpressionEnds open(KafkaConfig kafka, Clock clock) {
        return new ImpressionEnds(kafka.admin("hakaru-sink-lag"), kafka.topic(Topics.IMPRESSIONS), clock);
    }

    /** The ends are high watermarks: what is acknowledged lies before them, also while a partition changes its leader (KIP-207). */
    TopicEnds read() throws ExecutionException, InterruptedException {
        Instant asked = clock.instant();
        TopicDescription description = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        return new TopicEnds(asked, description.topicId().toString(), offsets(description));
    }

    private Map<Integer, Long> offsets(TopicDescription description) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        Map<Integer, Long> offsets = new TreeMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
        return offsets;
    }

    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
