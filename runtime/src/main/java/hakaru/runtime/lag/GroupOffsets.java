package hakaru.runtime.lag;

import hakaru.runtime.kafka.TopicOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks Kafka where groups stand; each question is bounded by the administrative client's own timeout. */
record GroupOffsets(Admin admin) implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /**
     * What a group has not read of a topic. Kafka is asked in that order: for the starts before the committed offsets, so that
     * no group seems overtaken which has read what is deleted meanwhile, and for the ends after them, so that none seems ahead.
     */
    Map<TopicPartition, Unread> unread(String group, String topic) throws ExecutionException, InterruptedException {
        Map<Integer, Long> starts = TopicOffsets.starts(admin, topic).byPartition();
        // Stable offsets are not asked for: while a transaction hangs, the ones before it still tell the lag.
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Unread> unread = new HashMap<>();
        TopicOffsets.ends(admin, topic).byPartition().forEach((number, end) -> {
            TopicPartition partition = new TopicPartition(topic, number);
            long start = starts.getOrDefault(number, 0L);
            OffsetAndMetadata position = committed.get(partition);
            // A group that has committed nothing yet begins with the oldest record.
            unread.put(partition, new Unread(position == null ? start : position.offset(), start, end));
        });
        return unread;
    }

    /** How many members a group has; a group that nobody has ever joined has none. */
    int members(String group) throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    /** How long each topic keeps records; without those that keep them for ever. */
    Map<String, Duration> retention(Set<String> topics) throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Duration> retention = new HashMap<>();
        admin.describeConfigs(resources).all().get().forEach((topic, settings) -> {
            long millis =
                    Long.parseLong(settings.get(TopicConfig.RETENTION_MS_CONFIG).value());
            if (millis >= 0) {
                retention.put(topic.name(), Duration.ofMillis(millis));
            }
        });
        return retention;
    }

    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
