package hakaru.runtime.lag;

import hakaru.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes records of a given age into a test's topic. */
final class Records implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private Records(TestKafka kafka, String topic, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
    }

    static Records into(TestKafka kafka, String topic) {
        return new Records(kafka, topic, Map.of());
    }

    static Records transactional(TestKafka kafka, String topic) {
        Records records = new Records(kafka, topic, Map.of("transactional.id", topic));
        records.producer.initTransactions();
        return records;
    }

    void begin() {
        producer.beginTransaction();
    }

    void commit() {
        producer.commitTransaction();
    }

    /** Returns when Kafka has them. */
    void write(int partition, int count, Instant timestamp) throws Exception {
        @Nullable Future<RecordMetadata> last = null;
        for (int record = 0; record < count; record++) {
            last = producer.send(
                    new ProducerRecord<>(topic, partition, timestamp.toEpochMilli(), null, new byte[] {1}));
        }
        producer.flush();
        if (last != null) {
            last.get(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
