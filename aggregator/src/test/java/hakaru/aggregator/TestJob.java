package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.kafka.Answers;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.management.Readiness;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.ImpressionLoad;
import hakaru.testkit.Recount;
import hakaru.testkit.TestKafka;
import hakaru.testkit.TopicRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A job on topics that no other test has, and what must hold of its counts. */
public record TestJob(TestKafka kafka, String prefix) {
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /** On the shared broker, with its topics made. */
    public static TestJob create() throws InterruptedException {
        TestKafka kafka = TestKafka.shared();
        TestJob job = new TestJob(kafka, kafka.newTopicPrefix());
        job.createTopics();
        return job;
    }

    /** Those that are absent. */
    void createTopics() throws InterruptedException {
        new KafkaGate(config().kafka(), new Readiness())
                .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
    }

    /** The job's configuration, with variables and their values on top. */
    public AggregatorConfig config(String... variables) {
        return Settings.load(environment(variables), AggregatorConfig::from);
    }

    ForkedJvm fork(Class<?> main, List<String> jvmOptions, String... variables) {
        return ForkedJvm.start(main, environment(variables), jvmOptions);
    }

    private Map<String, String> environment(String... variables) {
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
        return environment;
    }

    ImpressionLoad load(long seed) {
        return ImpressionLoad.start(kafka.bootstrapServers(), impressions(), seed);
    }

    ImpressionLoad repeatingLoad(long seed) {
        return ImpressionLoad.startRepeating(kafka.bootstrapServers(), impressions(), seed);
    }

    /** One after the other, to partition 0. */
    public void publish(int impressions) throws InterruptedException, ExecutionException {
        publish(0, impressions);
    }

    void publish(int partition, int impressions) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> api = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < impressions; i++) {
                api.send(new ProducerRecord<>(impressions(), partition, null, Impressions.of("open", 1)))
                        .get();
            }
        }
    }

    public String impressions() {
        return prefix + Topics.IMPRESSIONS;
    }

    String impressionCounts() {
        return prefix + Topics.IMPRESSION_COUNTS;
    }

    String group() {
        return prefix + Groups.AGGREGATOR;
    }

    CountsTopic counts() {
        return CountsTopic.of(config());
    }

    /** The group's offsets, by partition. */
    Map<Integer, Long> committed() throws ExecutionException, InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        try (Admin admin = kafka.admin()) {
            admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
        }
        return committed;
    }

    /** How many members the group has. */
    int members() throws ExecutionException, InterruptedException {
        String group = group();
        try (Admin admin = kafka.admin()) {
            return Answers.of(admin.describeConsumerGroups(List.of(group)).all().get(), group)
                    .members()
                    .size();
        }
    }

    /**
     * Sets the group's offsets to the end, once its last member is gone: whoever starts then finds consumed what is not
     * emitted, as after a rebalance amid a flush interval.
     */
    void passOverWhatIsPublished() {
        Await.until("offsets at the end", LIMIT, () -> {
            try (Admin admin = kafka.admin()) {
                admin.alterConsumerGroupOffsets(group(), ends(admin)).all().get();
                return true;
            }
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> ends(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        Answers.of(admin.describeTopics(List.of(impressions())).allTopicNames().get(), impressions())
                .partitions()
                .forEach(info -> latest.put(new TopicPartition(impressions(), info.partition()), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
        return ends;
    }

    /** Waits until something new is published and something new is counted. */
    void awaitProgress(ImpressionLoad load) {
        long published = load.published();
        int batches = counts().batches().size();
        Await.until(
                "progress",
                LIMIT,
                () -> load.published() > published && counts().batches().size() > batches);
    }

    void awaitCaughtUp() {
        awaitCaughtUp(TopicRecords.all(kafka.bootstrapServers(), impressions()).size(), 0);
    }

    void awaitCaughtUp(long counted, long rejected) {
        Await.until(counted + " counted and " + rejected + " rejected", LIMIT, () -> {
            CountsTopic counts = counts();
            return counts.recount().impressions() + counts.repeated() >= counted && counts.rejected() >= rejected;
        });
    }

    void assertBooksBalance() {
        CountsTopic counts = counts();
        Recount expected = Recount.of(kafka.bootstrapServers(), impressions());
        counts.assertRangesFollowEachOther();
        assertThat(expected.impressions()).isPositive();
        assertThat(counts.recount().rows()).isEqualTo(expected.rows());
        assertThat(counts.repeated()).isEqualTo(expected.repeated());
    }
}
