package hakaru.guarantees;

import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.Groups;
import hakaru.contract.Impression;
import hakaru.contract.Topics;
import hakaru.testkit.Recount.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * Leaves in Kafka what the release with a store left there: batches, the group's offsets with Streams' note in them, and a
 * changelog, all in one transaction of an id that was new in each state directory. For one partition and one thread.
 */
final class FormerRelease implements AutoCloseable {
    private static final int PARTITION = 0;
    /** Streams' partition time, as it was written beside each offset: version 2, no time. */
    private static final String STREAMS_NOTE = "Av//////////";

    private final Pipeline pipeline;
    private final String application;
    private final String topicId;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Row> rows = new ArrayList<>();

    FormerRelease(Pipeline pipeline) throws ExecutionException, InterruptedException {
        this.pipeline = pipeline;
        this.application = pipeline.topic(Groups.AGGREGATOR);
        String impressions = pipeline.topic(Topics.IMPRESSIONS);
        try (Admin admin = pipeline.kafka().admin()) {
            topicId = admin.describeTopics(List.of(impressions))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .topicId()
                    .toString();
        }
        producer = open(Map.of(
                "bootstrap.servers",
                pipeline.kafka().bootstrapServers(),
                "transactional.id",
                application + "-" + UUID.randomUUID() + "-1",
                "transaction.timeout.ms",
                (int) Duration.ofMinutes(10).toMillis()));
        producer.initTransactions();
    }

    /** Where Streams kept the store. */
    String changelog() {
        return application + "-emitted-to-changelog";
    }

    /** Accepts impressions of the partition, each of an ad of its own. */
    void publish(int impressions) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> api =
                open(Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers()))) {
            for (int i = 0; i < impressions; i++) {
                Row row = new Row(System.currentTimeMillis() / 1_000, "ad-" + rows.size());
                byte[] value = Impression.newBuilder()
                        .setAd(row.ad())
                        .setValue(1)
                        .build()
                        .toByteArray();
                rows.add(row);
                api.send(new ProducerRecord<>(
                                pipeline.topic(Topics.IMPRESSIONS), PARTITION, row.second() * 1_000, null, value))
                        .get();
            }
        }
    }

    String topicId() {
        return topicId;
    }

    /** What was published, by offset. */
    List<Row> published() {
        return List.copyOf(rows);
    }

    /** A flush: the batch, the store's change and the group's offset. */
    void flush(int from, int to) {
        send(from, to);
        commit(to);
    }

    /** What a rebalance did in the middle of an interval: the offset goes on, and the counts are pending on the heap. */
    void commitWithCountsPending(int consumed) {
        producer.beginTransaction();
        commit(consumed);
    }

    /** What a kill leaves between the batch's send and the commit: a transaction that nobody ends. */
    void dieBeforeTheCommit(int from, int to) {
        send(from, to);
        producer.flush();
        producer.close(Duration.ZERO);
    }

    private void send(int from, int to) {
        producer.beginTransaction();
        CountBatch batch = CountBatch.newBuilder()
                .setTopicId(topicId)
                .setPartition(PARTITION)
                .setFromOffset(from)
                .setToOffset(to)
                .addAllCounts(counts(from, to))
                .build();
        sendTo(pipeline.topic(Topics.IMPRESSION_COUNTS), new byte[] {0, 0, 0, PARTITION}, batch.toByteArray());
        sendTo(changelog(), topicId.getBytes(StandardCharsets.UTF_8), store(to));
    }

    private static byte[] store(long to) {
        try (LongSerializer serializer = new LongSerializer()) {
            return serializer.serialize("", to);
        }
    }

    private void sendTo(String topic, byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, PARTITION, key, value));
    }

    private List<Count> counts(int from, int to) {
        return rows.subList(from, to).stream()
                .map(row -> Count.newBuilder()
                        .setSecond(row.second())
                        .setAd(row.ad())
                        .setImpressions(1)
                        .setValueSum(1)
                        .build())
                .toList();
    }

    private void commit(long consumed) {
        producer.sendOffsetsToTransaction(
                Map.of(
                        new TopicPartition(pipeline.topic(Topics.IMPRESSIONS), PARTITION),
                        new OffsetAndMetadata(consumed, STREAMS_NOTE)),
                group());
        producer.commitTransaction();
    }

    /** Of nobody in particular: the group has no members. */
    private ConsumerGroupMetadata group() {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers(), "group.id", application);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    private static KafkaProducer<byte[], byte[]> open(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
