package hakaru.sink;

import hakaru.contract.CountBatch;
import hakaru.contract.Topics;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Stands in for the aggregator: writes batches to an {@code impression-counts} of its own. Thread-safe. */
final class CountsTopic implements AutoCloseable {
    private final String prefix;
    private final String topicId;
    private final Producer<byte[], byte[]> producer;

    private CountsTopic(String prefix, String topicId, Producer<byte[], byte[]> producer) {
        this.prefix = prefix;
        this.topicId = topicId;
        this.producer = producer;
    }

    static CountsTopic create(int partitions) {
        TestKafka kafka = TestKafka.shared();
        String prefix = kafka.newTopicPrefix();
        kafka.createTopic(prefix + Topics.IMPRESSIONS, partitions);
        kafka.createTopic(prefix + Topics.IMPRESSION_COUNTS, partitions);
        return new CountsTopic(prefix, topicId(prefix + Topics.IMPRESSIONS), producer(kafka));
    }

    /** Has only a name yet. */
    static CountsTopic absent() {
        TestKafka kafka = TestKafka.shared();
        return new CountsTopic(kafka.newTopicPrefix(), "", producer(kafka));
    }

    private static Producer<byte[], byte[]> producer(TestKafka kafka) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.idempotence", true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Kafka may answer that a topic has been created before each part of it knows of the topic. */
    private static String topicId(String topic) {
        List<String> ids = new CopyOnWriteArrayList<>();
        try (Admin admin = TestKafka.shared().admin()) {
            Await.until("the topic " + topic, Stage.LIMIT, () -> {
                admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .values()
                        .forEach(description -> ids.add(description.topicId().toString()));
                return true;
            });
        }
        return ids.get(0);
    }

    String prefix() {
        return prefix;
    }

    String topicId() {
        return topicId;
    }

    String name() {
        return prefix + Topics.IMPRESSION_COUNTS;
    }

    /** A batch of this topic's {@code impressions}, to be given counts. */
    CountBatch.Builder batch(int partition, long from, long to) {
        return CountBatch.newBuilder()
                .setTopicId(topicId)
                .setPartition(partition)
                .setFromOffset(from)
                .setToOffset(to);
    }

    void send(CountBatch.Builder batch) {
        send(batch.getPartition(), batch.build().toByteArray());
    }

    /** Writes a record of {@code impression-counts} and waits for Kafka to have it. */
    void send(int partition, byte[] value) {
        write(Topics.IMPRESSION_COUNTS, partition, value);
    }

    /** Raises the partitions of both topics, while all runs. */
    void raise(int partitions) {
        try (Admin admin = TestKafka.shared().admin()) {
            for (String topic : List.of(Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS)) {
                admin.createPartitions(Map.of(prefix + topic, NewPartitions.increaseTo(partitions)))
                        .all()
                        .get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot raise the partitions", e);
        }
    }

    /** Deletes all that a partition of {@code impression-counts} has, as its retention would. */
    void forget(int partition) {
        Map<TopicPartition, RecordsToDelete> all =
                Map.of(new TopicPartition(name(), partition), RecordsToDelete.beforeOffset(-1));
        try (Admin admin = TestKafka.shared().admin()) {
            admin.deleteRecords(all).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot delete from " + name(), e);
        }
    }

    /** Writes a record of {@code impressions}. */
    void sendImpression(int partition) {
        write(Topics.IMPRESSIONS, partition, new byte[0]);
    }

    private void write(String topic, int partition, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(prefix + topic, partition, null, value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot write to " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
