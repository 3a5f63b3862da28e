package hakaru.aggregator;

import hakaru.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code impressions} with a consumer of its own, outside the group, at the job's isolation level. Each call opens
 * and closes its client: they are as rare as task starts. Safe for use by several threads.
 */
final class KafkaImpressionLog implements ImpressionLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final AggregatorConfig config;
    private final String topic;

    KafkaImpressionLog(AggregatorConfig config) {
        this.config = config;
        this.topic = config.kafka().topic(Topics.IMPRESSIONS);
    }

    @Override
    public String topicId() {
        try (Admin admin = config.kafka().admin("aggregator-setup")) {
            return admin.describeTopics(Set.of(topic), new DescribeTopicsOptions().timeoutMs((int) TIMEOUT.toMillis()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .topicId()
                    .toString();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask Kafka for the id of topic " + topic, e.getCause());
        }
    }

    @Override
    public Extent extent(int partition) {
        TopicPartition source = new TopicPartition(topic, partition);
        Set<TopicPartition> only = Set.of(source);
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            long beginning = offset(consumer.beginningOffsets(only, TIMEOUT), source);
            long end = offset(consumer.endOffsets(only, TIMEOUT), source);
            OffsetAndMetadata committed = consumer.committed(only, TIMEOUT).get(source);
            // Past the end: left from a topic of the same name. Streams begins anew there, too.
            long consumedTo = committed == null || committed.offset() > end ? beginning : committed.offset();
            return new Extent(beginning, end, consumedTo);
        }
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new TimeoutException("Kafka did not tell the offsets of " + partition);
        }
        return offset;
    }

    @Override
    public void read(int partition, Range range, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicPartition source = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            consumer.assign(Set.of(source));
            consumer.seek(source, range.from());
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (consumer.position(source) < range.to()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + TIMEOUT.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new TimeoutException(
                            "no record of " + source + " came for " + TIMEOUT + " while reading " + range);
                }
                pass(records, range, reader);
            }
        }
    }

    private static void pass(
            ConsumerRecords<byte[], byte[]> records, Range range, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < range.to()) {
                reader.accept(record);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> properties = new HashMap<>(config.kafka().clientProperties("aggregator-rebuild"));
        // The group only to ask for its committed offset: assign() joins nothing.
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
