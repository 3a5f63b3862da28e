package hakaru.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the rig asks of Kafka, and tells it, as its operator. */
public final class Kafka implements AutoCloseable {
    /** How what is changed at the topics is called. */
    public static final String TOPICS = "topics";

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Admin admin;

    Kafka(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        this.admin = Admin.create(properties);
    }

    /** Whether all brokers are there and each has all its replicas in sync. */
    boolean isWhole() throws Exception {
        if (get(admin.describeCluster().nodes()).size() < Brokers.NUMBER) {
            return false;
        }
        Set<String> topics =
                get(admin.listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
                        .names());
        return topics(topics).stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    /** Whether all brokers have come up. */
    boolean isUp() throws Exception {
        return get(admin.describeCluster().nodes()).size() == Brokers.NUMBER;
    }

    public int controller() throws Exception {
        return get(admin.describeMetadataQuorum().quorumInfo()).leaderId();
    }

    /** The broker that leads a partition, if any does. */
    public Optional<Integer> leader(String topic, int partition) throws Exception {
        TopicPartitionInfo info = topics(List.of(topic)).get(0).partitions().get(partition);
        return Optional.ofNullable(info.leader())
                .filter(node -> !node.isEmpty())
                .map(org.apache.kafka.common.Node::id);
    }

    /** The replicas of a partition that are in sync. */
    public List<Integer> inSync(String topic, int partition) throws Exception {
        return topics(List.of(topic)).get(0).partitions().get(partition).isr().stream()
                .map(org.apache.kafka.common.Node::id)
                .toList();
    }

    public int partitions(String topic) throws Exception {
        return topics(List.of(topic)).get(0).partitions().size();
    }

    public void raise(String topic, int partitions) throws Exception {
        get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** Ends what a producer has left open in a partition, as the runbook says it. */
    public void abort(TopicPartition partition, ProducerState left) throws Exception {
        AbortTransactionSpec spec = new AbortTransactionSpec(
                partition,
                left.producerId(),
                (short) left.producerEpoch(),
                left.coordinatorEpoch().orElse(0));
        get(admin.abortTransaction(spec).all());
    }

    /** What is open in the partitions of a topic, and has been since before a moment. */
    public Map<TopicPartition, List<ProducerState>> openSince(String topic, Instant moment) throws Exception {
        List<TopicPartition> partitions = partitionsOf(topic);
        Map<TopicPartition, List<ProducerState>> open = new HashMap<>();
        for (Map.Entry<TopicPartition, PartitionProducerState> state :
                get(admin.describeProducers(partitions).all()).entrySet()) {
            List<ProducerState> left = state.getValue().activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .filter(producer -> producer.lastTimestamp() < moment.toEpochMilli())
                    .toList();
            if (!left.isEmpty()) {
                open.put(state.getKey(), left);
            }
        }
        return open;
    }

    public boolean exists(String topic) throws Exception {
        return get(admin.listTopics().names()).contains(topic);
    }

    /** The id that the ledger knows a topic by. */
    String id(String topic) throws Exception {
        return topics(List.of(topic)).get(0).topicId().toString();
    }

    public void delete(String topic) throws Exception {
        get(admin.deleteTopics(List.of(topic)).all());
    }

    /** How many records a topic has ever taken, as long as none is deleted. */
    long records(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitionsOf(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return get(admin.listOffsets(latest).all()).values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private List<TopicPartition> partitionsOf(String topic) throws Exception {
        return topics(List.of(topic)).get(0).partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private List<TopicDescription> topics(Collection<String> names) throws Exception {
        return List.copyOf(get(admin.describeTopics(names).allTopicNames()).values());
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
