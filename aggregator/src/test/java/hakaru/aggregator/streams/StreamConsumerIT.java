package hakaru.aggregator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Impressions;
import hakaru.aggregator.TestJob;
import hakaru.aggregator.combiner.RecordPack;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.kafka.OpenTransactions;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import io.micrometer.core.instrument.MockClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamConsumerIT {
    private static final Duration ASKED = Duration.ofMillis(50);

    private final TestKafka kafka = TestKafka.shared();
    private final TestJob job = new TestJob(kafka, kafka.newTopicPrefix());
    private final TopicPartition partition = new TopicPartition(job.impressions(), 0);
    private final MockClock clock = new MockClock();
    private StreamConsumer consumer;

    @BeforeEach
    void open() {
        kafka.createTopic(job.impressions(), 1);
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        consumer =
                new StreamConsumer(properties, new OpenTransactions(job.config().kafka()), clock);
        consumer.assign(List.of(partition));
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void shouldBringInPacksWhatIsThere() {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List.of(1, 2)
                    .forEach(value -> sent.add(
                            producer.send(new ProducerRecord<>(job.impressions(), Impressions.of("open", value)))));
        }

        assertThat(sent).allMatch(Future::isDone);
        List<SourceRecord> records = new ArrayList<>();
        Await.until("two records", TestJob.LIMIT, () -> {
            ConsumerRecords<byte[], byte[]> packs = consumer.poll(ASKED);
            assertThat(packs.count()).isLessThanOrEqualTo(1);
            packs.forEach(pack -> RecordPack.unpack(pack.topic(), pack.partition(), pack.value(), records::add));
            return records.size() == 2;
        });

        assertThat(records).extracting(SourceRecord::offset).containsExactly(0L, 1L);
        assertThat(consumer.position(partition)).isEqualTo(2);
    }

    @Test
    void shouldWaitLongerForRecordsWhenNoneHaveComeForAWhile() {
        consumer.poll(ASKED);
        clock.add(PollPace.QUIET.plusMillis(1));

        long begin = System.nanoTime();
        consumer.poll(ASKED);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(ASKED.multipliedBy(2));
    }
}
