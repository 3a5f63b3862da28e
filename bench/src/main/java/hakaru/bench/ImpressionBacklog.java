package hakaru.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hakaru.contract.Impression;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Impressions that wait for an aggregator which was away.
 *
 * @param rate impressions a second at which they came in; their timestamps end now
 * @param ids whether each has an id of its own, as long as a UUID
 */
public record ImpressionBacklog(int ads, Spread spread, long events, int rate, boolean ids) {
    private static final int SAMPLE = 1 << 20;
    private static final int MILLIS = 1_000;

    /** Impressions that lie side by side in a partition, about as many as the API's producer puts into a batch. */
    private static final int RUN = 1_000;

    /**
     * Fills {@code impressions}, all partitions alike.
     *
     * @throws IllegalStateException when Kafka does not take a record, sent twice
     */
    public void write(KafkaConfig kafka) {
        byte[][] encoded = IntStream.range(0, ads)
                .mapToObj(ad -> Impression.newBuilder().setAd("ad-" + ad).setValue(120))
                .map(impression -> impression.build().toByteArray())
                .toArray(byte[][]::new);
        int[] sample = spread.sample(ads, SAMPLE);
        String topic = kafka.topic(Topics.IMPRESSIONS);
        long begin =
                System.currentTimeMillis() - Duration.ofSeconds(events / rate).toMillis();
        Queue<ProducerRecord<byte[], byte[]>> refused = new ConcurrentLinkedQueue<>();
        try (Producer<byte[], byte[]> producer = producer(kafka)) {
            int partitions = producer.partitionsFor(topic).size();
            for (long i = 0; i < events; i++) {
                int partition = (int) (i / RUN % partitions);
                byte[] value = encoded[sample[(int) (i % SAMPLE)]];
                byte[] id = ids ? "%036x".formatted(i * 0x9e3779b97f4a7c15L).getBytes(US_ASCII) : null;
                send(producer, new ProducerRecord<>(topic, partition, begin + i * MILLIS / rate, id, value), refused);
            }
            producer.flush();
            Queue<ProducerRecord<byte[], byte[]>> refusedAgain = new ConcurrentLinkedQueue<>();
            refused.forEach(record -> send(producer, record, refusedAgain));
            producer.flush();
            if (!refusedAgain.isEmpty()) {
                throw new IllegalStateException("Kafka did not take %d impressions".formatted(refusedAgain.size()));
            }
        }
    }

    private static void send(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> record,
            Queue<ProducerRecord<byte[], byte[]>> refused) {
        var unused = producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                refused.add(record);
            }
        });
    }

    static Producer<byte[], byte[]> producer(KafkaConfig kafka) {
        Map<String, Object> properties = kafka.clientProperties("bench");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // As the API's: it hears of new partitions soon.
        properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        // Of partitions made a moment ago, Kafka sometimes leaves a request unanswered.
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
