package hakaru.aggregator.kafka;

import hakaru.aggregator.start.Start.Extent;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Asks for the two topics' ids, sizes and offsets: one request a broker for any number of partitions. For one thread. */
public final class TopicFacts {
    private final Admin admin;
    private final Map<String, TopicDescription> topics;

    /** Asks what the topics are; the rest when it is asked for. */
    public TopicFacts(Admin admin, KafkaConfig kafka) {
        List<String> names = List.of(kafka.topic(Topics.IMPRESSIONS), kafka.topic(Topics.IMPRESSION_COUNTS));
        this.admin = admin;
        this.topics = Answers.await(admin.describeTopics(names).allTopicNames());
    }

    Admin admin() {
        return admin;
    }

    public String id(String topic) {
        return Answers.of(topics, topic).topicId().toString();
    }

    public int partitions(String topic) {
        return Answers.of(topics, topic).partitions().size();
    }

    /** How long Kafka keeps a record; empty when for ever. */
    Optional<Duration> retention(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String millis = Answers.of(
                        Answers.await(admin.describeConfigs(Set.of(resource)).all()), resource)
                .get(TopicConfig.RETENTION_MS_CONFIG)
                .value();
        return Optional.of(Duration.ofMillis(Long.parseLong(millis))).filter(time -> !time.isNegative());
    }

    Map<Integer, Extent> extents(String topic, Set<Integer> numbers) {
        Set<TopicPartition> partitions = of(topic, numbers);
        var beginning = offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        // In this order, a transaction that ends meanwhile looks open.
        var stable = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        var end = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        return partitions.stream()
                .collect(Collectors.toMap(
                        TopicPartition::partition,
                        partition -> new Extent(
                                Answers.of(beginning, partition).offset(),
                                Answers.of(stable, partition).offset(),
                                Answers.of(end, partition).offset())));
    }

    static Set<TopicPartition> of(String topic, Set<Integer> numbers) {
        return numbers.stream().map(number -> new TopicPartition(topic, number)).collect(Collectors.toSet());
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> specs =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        return Answers.await(
                admin.listOffsets(specs, new ListOffsetsOptions(isolation)).all());
    }

    /** The group's offsets; those of a transaction that is not over are waited for. */
    Map<Integer, Long> committed(String group, String topic, Set<Integer> partitions) {
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(of(topic, partitions));
        var options = new ListConsumerGroupOffsetsOptions().requireStable(true);
        Map<Integer, Long> committed = new HashMap<>();
        Answers.await(admin.listConsumerGroupOffsets(Map.of(group, spec), options)
                        .partitionsToOffsetAndMetadata(group))
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }
}
