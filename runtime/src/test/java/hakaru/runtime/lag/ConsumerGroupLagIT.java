package hakaru.runtime.lag;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicSpec;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class ConsumerGroupLagIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final TestKafka kafka = TestKafka.shared();
    private final String prefix = kafka.newTopicPrefix();
    private final String group = prefix + "readers";
    private final String topic = prefix + "books";
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldTellTheLagThatADeadConsumerLeaves() throws Exception {
        kafka.createTopic(topic, 2);
        try (Records records = Records.into(kafka, topic)) {
            records.write(0, 3, Instant.now());
            records.write(0, 1, Instant.now().minus(TEN_MINUTES));
            records.write(0, 4, Instant.now());
            commit(kafka, 0, 3);

            try (ConsumerGroupLag lag = start(kafka)) {
                Await.until("the lag", LIMIT, () -> value("hakaru.consumer.lag.records", 0) == 5);

                assertThat(value("hakaru.consumer.lag.seconds", 0)).isBetween(600.0, 600.0 + LIMIT.toSeconds());
                assertThat(value("hakaru.consumer.lag.records", 1)).isZero();
                assertThat(value("hakaru.consumer.lag.seconds", 1)).isZero();
                assertThat(value("hakaru.consumer.overtaken.records", 0)).isZero();
                assertThat(members()).isZero();
                assertThat(registry.get("hakaru.topic.retention.seconds")
                                .tag("topic", topic)
                                .gauge()
                                .value())
                        .isEqualTo(TimeUnit.DAYS.toSeconds(7));

                commit(kafka, 0, 8);
                Await.until("no lag", LIMIT, () -> value("hakaru.consumer.lag.records", 0) == 0);
                assertThat(value("hakaru.consumer.lag.seconds", 0)).isZero();
            }
        }
    }

    @Test
    void shouldCountTheWholeTopicForAGroupThatHasNeverRead() throws Exception {
        kafka.createTopic(topic, 1);
        try (Records records = Records.into(kafka, topic);
                ConsumerGroupLag lag = start(kafka)) {
            records.write(0, 2, Instant.now().minus(TEN_MINUTES));

            Await.until("the lag", LIMIT, () -> value("hakaru.consumer.lag.records", 0) == 2);
            assertThat(members()).isZero();
        }
    }

    @Test
    void shouldTakeATransactionMarkerForNoRecord() throws Exception {
        kafka.createTopic(topic, 1);
        try (Records records = Records.transactional(kafka, topic)) {
            records.begin();
            records.write(0, 2, Instant.now().minus(TEN_MINUTES));
            records.commit();
            commit(kafka, 0, 2);

            try (ConsumerGroupLag lag = start(kafka)) {
                Await.until("a measurement", LIMIT, () -> value("hakaru.consumer.lag.records", 0) >= 0);

                assertThat(value("hakaru.consumer.lag.records", 0)).isZero();
                assertThat(value("hakaru.consumer.lag.seconds", 0)).isZero();
            }
        }
    }

    @Test
    void shouldTellOfATransactionThatDoesNotEnd() throws Exception {
        kafka.createTopic(topic, 1);
        try (Records records = Records.transactional(kafka, topic);
                ConsumerGroupLag lag = start(kafka)) {
            records.begin();
            records.write(0, 2, Instant.now().minus(TEN_MINUTES));

            Await.until("the lag", LIMIT, () -> value("hakaru.consumer.lag.seconds", 0) >= 600);
        }
    }

    @Test
    void shouldTellHowManyRecordsKafkaDeletedUnread() throws Exception {
        kafka.createTopic(topic, 1);
        try (Records records = Records.into(kafka, topic);
                Admin admin = kafka.admin()) {
            records.write(0, 8, Instant.now());
            commit(kafka, 0, 3);
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(7)))
                    .all()
                    .get(30, TimeUnit.SECONDS);

            try (ConsumerGroupLag lag = start(kafka)) {
                Await.until("the loss", LIMIT, () -> value("hakaru.consumer.overtaken.records", 0) == 4);

                assertThat(value("hakaru.consumer.lag.records", 0)).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldCountTheMembersThatLive() throws Exception {
        kafka.createTopic(topic, 1);
        try (ConsumerGroupLag lag = start(kafka)) {
            try (KafkaConsumer<byte[], byte[]> member = consumer(kafka)) {
                member.subscribe(List.of(topic));
                Await.until("a member", LIMIT, () -> {
                    member.poll(Duration.ofMillis(10));
                    return members() == 1;
                });
            }
            Await.until("nobody", LIMIT, () -> members() == 0);
        }
    }

    @Test
    void shouldKnowNothingWhileKafkaIsAwayAndGoOnAfterwards() throws Exception {
        try (TestKafka own = TestKafka.own()) {
            own.createTopic(topic, 1);
            try (Records records = Records.into(own, topic);
                    ConsumerGroupLag lag = start(own)) {
                records.write(0, 2, Instant.now());
                Await.until("the lag", LIMIT, () -> value("hakaru.consumer.lag.records", 0) == 2);

                own.stop();
                Await.until("not knowing", LIMIT, () -> Double.isNaN(value("hakaru.consumer.lag.records", 0)));
                assertThat(registry.get("hakaru.consumer.lag.failures")
                                .counter()
                                .count())
                        .isPositive();

                own.start();
                Await.until("the lag", LIMIT, () -> value("hakaru.consumer.lag.records", 0) == 2);
            }
        }
    }

    private ConsumerGroupLag start(TestKafka server) {
        TopicSpec topics = new TopicSpec(prefix, true, 1, (short) 1, Duration.ofDays(7));
        KafkaConfig config = new KafkaConfig(server.bootstrapServers(), ClientProperties.NONE, topics);
        return ConsumerGroupLag.start(prefix + "test", config, Map.of("readers", "books"), registry);
    }

    private double value(String name, int partition) {
        return registry
                .get(name)
                .tags("group", group, "topic", topic, "partition", Integer.toString(partition))
                .gauges()
                .stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private double members() {
        return registry.get("hakaru.consumer.group.members")
                .tag("group", group)
                .gauge()
                .value();
    }

    /** What a consumer leaves behind that was there and is no more. */
    private void commit(TestKafka server, int partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(server)) {
            consumer.commitSync(Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(TestKafka server) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", server.bootstrapServers(), "group.id", group, "enable.auto.commit", false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
