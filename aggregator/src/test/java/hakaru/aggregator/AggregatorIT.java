package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Topics;
import hakaru.runtime.KafkaGate;
import hakaru.runtime.Readiness;
import hakaru.runtime.Settings;
import hakaru.testkit.Await;
import hakaru.testkit.ImpressionLoad;
import hakaru.testkit.Recount;
import hakaru.testkit.TestKafka;
import hakaru.testkit.TopicRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AggregatorIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestKafka kafka = TestKafka.shared();
    private final String prefix = kafka.newTopicPrefix();

    @BeforeEach
    void createTopics() throws InterruptedException {
        new KafkaGate(config().kafka(), new Readiness())
                .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
    }

    @Test
    void shouldCountEveryImpressionOnceOverRestarts() throws InterruptedException {
        AggregatorConfig config = config("AGGREGATOR_INSTANCE_ID", "one");

        try (ImpressionLoad load = start(1)) {
            for (int restart = 0; restart < 5; restart++) {
                try (Aggregator running = Aggregator.start(config)) {
                    awaitProgress(load);
                }
            }
        }
        try (Aggregator running = Aggregator.start(config)) {
            awaitCaughtUp();
        }

        assertBooksBalance();
    }

    @Test
    void shouldCountEveryImpressionOnceWhileInstancesJoinAndLeave() throws InterruptedException {
        try (ImpressionLoad load = start(2);
                Aggregator staying = Aggregator.start(config())) {
            for (int visit = 0; visit < 3; visit++) {
                try (Aggregator visiting = Aggregator.start(config())) {
                    awaitProgress(load);
                }
                awaitProgress(load);
            }
            load.close();
            awaitCaughtUp();
        }

        assertBooksBalance();
    }

    @Test
    void shouldRejectAnUndecodableRecordAndAFutureTimestamp() throws Exception {
        long now = Instant.now().toEpochMilli();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            send(producer, Impressions.of("open", 1), now);
            send(producer, Impressions.UNDECODABLE, now);
            send(
                    producer,
                    Impressions.of("open", 1),
                    now + Duration.ofMinutes(10).toMillis());
            send(producer, Impressions.of("open", 1), now);
        }

        try (Aggregator running = Aggregator.start(config())) {
            awaitCaughtUp(2, 2);
        }

        CountsTopic counts = CountsTopic.of(config());
        counts.assertRangesFollowEachOther();
        assertThat(counts.recount().impressions()).isEqualTo(2);
        assertThat(TopicRecords.all(kafka.bootstrapServers(), prefix + Topics.IMPRESSIONS_REJECTED))
                .hasSize(2);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, byte[] value, long timestamp)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(prefix + Topics.IMPRESSIONS, null, timestamp, null, value))
                .get();
    }

    private ImpressionLoad start(long seed) {
        return ImpressionLoad.start(kafka.bootstrapServers(), prefix + Topics.IMPRESSIONS, seed);
    }

    /** Waits until something new is published and something new is counted. */
    private void awaitProgress(ImpressionLoad load) {
        long published = load.published();
        int batches = CountsTopic.of(config()).batches().size();
        Await.until(
                "progress",
                LIMIT,
                () -> load.published() > published
                        && CountsTopic.of(config()).batches().size() > batches);
    }

    private void awaitCaughtUp() {
        awaitCaughtUp(
                TopicRecords.all(kafka.bootstrapServers(), prefix + Topics.IMPRESSIONS)
                        .size(),
                0);
    }

    private void awaitCaughtUp(long counted, long rejected) {
        Await.until(counted + " counted and " + rejected + " rejected", LIMIT, () -> {
            CountsTopic counts = CountsTopic.of(config());
            return counts.recount().impressions() >= counted && counts.rejected() >= rejected;
        });
    }

    private void assertBooksBalance() {
        CountsTopic counts = CountsTopic.of(config());
        Recount expected = Recount.of(kafka.bootstrapServers(), prefix + Topics.IMPRESSIONS);
        counts.assertRangesFollowEachOther();
        assertThat(expected.impressions()).isPositive();
        assertThat(counts.recount().rows()).isEqualTo(expected.rows());
    }

    private AggregatorConfig config(String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "KAFKA_TOPIC_PREFIX",
                prefix,
                "AGGREGATOR_MANAGEMENT_PORT",
                "0",
                "AGGREGATOR_FLUSH_INTERVAL",
                "50ms"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Settings.load(environment, AggregatorConfig.PREFIX, AggregatorConfig::from);
    }
}
