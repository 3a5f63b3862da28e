package hakaru.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.CountBatch;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What {@code impression-counts} says about its aggregator's pace; times are those of the records. */
final class EmittedBatches {
    private static final double MILLIS = 1_000.0;

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long eventsOfFirst;
    private long events;
    private long rows;
    private long batches;

    /** Reads the topic from its beginning until the batches account for {@code expected} events. */
    static EmittedBatches read(KafkaConfig kafka, long expected) throws InvalidProtocolBufferException {
        EmittedBatches emitted = new EmittedBatches();
        Map<String, Object> properties = kafka.clientProperties("bench");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions(consumer, kafka.topic(Topics.IMPRESSION_COUNTS)));
            while (emitted.events < expected) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    emitted.add(record.timestamp(), CountBatch.parseFrom(record.value()));
                }
            }
        }
        return emitted;
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void add(long time, CountBatch batch) {
        long range = batch.getToOffset() - batch.getFromOffset();
        if (time < first) {
            first = time;
            eventsOfFirst = range;
        }
        last = Math.max(last, time);
        events += range;
        rows += batch.getCountsCount();
        batches++;
    }

    /** From the first batch to the last; the first one's own events were counted before. */
    long eventsPerSecond() {
        return Math.round((events - eventsOfFirst) * MILLIS / Math.max(1, last - first));
    }

    /** Since {@code begin}, milliseconds since 1970, which includes the start of the process. */
    long eventsPerSecondSince(long begin) {
        return Math.round(events * MILLIS / (last - begin));
    }

    @Override
    public String toString() {
        return "batches=" + batches + " rows=" + rows;
    }
}
