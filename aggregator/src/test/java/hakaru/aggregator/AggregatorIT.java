package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Topics;
import hakaru.testkit.ImpressionLoad;
import hakaru.testkit.TopicRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AggregatorIT {
    @SuppressWarnings("NullAway.Init") // Made before each test.
    private TestJob job;

    @BeforeEach
    void createTopics() throws InterruptedException {
        job = TestJob.create();
    }

    @Test
    void shouldCountEveryImpressionOnceOverRestarts() throws InterruptedException {
        AggregatorConfig config = job.config("AGGREGATOR_INSTANCE_ID", "one");

        try (ImpressionLoad load = job.load(1)) {
            for (int restart = 0; restart < 5; restart++) {
                try (Aggregator running = Aggregator.start(config)) {
                    job.awaitProgress(load);
                }
            }
        }
        try (Aggregator running = Aggregator.start(config)) {
            job.awaitCaughtUp();
        }

        job.assertBooksBalance();
    }

    @Test
    void shouldCountEveryImpressionOnceWhileInstancesJoinAndLeave() throws InterruptedException {
        try (ImpressionLoad load = job.load(2);
                Aggregator staying = Aggregator.start(job.config())) {
            for (int visit = 0; visit < 3; visit++) {
                try (Aggregator visiting = Aggregator.start(job.config())) {
                    job.awaitProgress(load);
                }
                job.awaitProgress(load);
            }
            load.close();
            job.awaitCaughtUp();
        }

        job.assertBooksBalance();
    }

    @Test
    void shouldRejectAnUndecodableRecordAndAFutureTimestamp() throws Exception {
        long now = Instant.now().toEpochMilli();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", job.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            send(producer, Impressions.of("open", 1), now);
            send(producer, Impressions.undecodable(), now);
            send(
                    producer,
                    Impressions.of("open", 1),
                    now + Duration.ofMinutes(10).toMillis());
            send(producer, Impressions.of("open", 1), now);
        }

        try (Aggregator running = Aggregator.start(job.config())) {
            job.awaitCaughtUp(2, 2);
        }

        CountsTopic counts = job.counts();
        counts.assertRangesFollowEachOther();
        assertThat(counts.recount().impressions()).isEqualTo(2);
        assertThat(TopicRecords.all(job.kafka().bootstrapServers(), job.prefix() + Topics.IMPRESSIONS_REJECTED))
                .hasSize(2);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, byte[] value, long timestamp)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(job.impressions(), null, timestamp, null, value))
                .get();
    }
}
