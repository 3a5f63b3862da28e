package hakaru.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.NamedThreads;
import hakaru.runtime.StartException;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.management.Readiness;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class KafkaGateIT {
    private static final List<String> NAMES = List.of("impressions", "impression-counts", "impressions-rejected");

    private static final int SERVICES = 6;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestKafka kafka = TestKafka.shared();
    private final String prefix = kafka.newTopicPrefix();
    private final Readiness readiness = new Readiness();

    @Test
    void shouldCreateTheTopicsWithEqualPartitions() throws Exception {
        KafkaGate gate = gate(true, 3);
        assertThat(readiness.reasons()).containsOnlyKeys("kafka");

        gate.pass(NAMES);

        assertThat(readiness.isReady()).isTrue();
        assertThat(partitions()).containsExactly(3, 3, 3);
        assertThat(setting("impressions", "cleanup.policy")).isEqualTo("delete");
        assertThat(setting("impressions", "retention.ms")).isEqualTo("604800000");
        assertThat(setting("impressions", "message.timestamp.type")).isEqualTo("CreateTime");
        assertThat(setting("impressions", "min.insync.replicas")).isEqualTo("1");
        assertThat(setting("impressions", "unclean.leader.election.enable")).isEqualTo("false");
    }

    @Test
    void shouldLeaveTopicsThatExist() throws Exception {
        for (String name : NAMES) {
            create(name, 5, Map.of("retention.ms", "7200000"));
        }

        gate(true, 3).pass(NAMES);
        gate(false, 3).pass(NAMES);

        assertThat(partitions()).containsExactly(5, 5, 5);
        assertThat(setting("impressions", "retention.ms")).isEqualTo("7200000");
    }

    @Test
    void shouldGiveANewTopicAsManyPartitionsAsTheOthersHave() throws Exception {
        create("impressions", 5, Map.of());

        gate(true, 3).pass(NAMES);

        assertThat(partitions()).containsExactly(5, 5, 5);
    }

    @Test
    void shouldLetTheOthersHaveMorePartitionsThanTheTopicThatIsCounted() throws Exception {
        create("impressions", 2, Map.of());
        create("impression-counts", 4, Map.of());

        gate(true, 2).pass(NAMES);

        assertThat(partitions()).containsExactlyInAnyOrder(2, 4, 4);
    }

    @Test
    void shouldWaitWhileTheTopicThatIsCountedIsAheadAndSayWhatToRun() throws Exception {
        create("impressions", 3, Map.of());
        create("impression-counts", 2, Map.of());
        ExecutorService service = Executors.newSingleThreadExecutor(NamedThreads.daemons("service-start"));
        try (Admin admin = kafka.admin()) {
            Future<Void> passing = service.submit(() -> {
                gate(true, 2).pass(NAMES);
                return null;
            });
            Await.until(
                    "the reason",
                    LIMIT,
                    () -> readiness.reasons().getOrDefault("kafka", "").startsWith("topic"));
            assertThat(readiness.reasons())
                    .containsEntry(
                            "kafka",
                            ("topic %1$simpression-counts has 2 partitions, and %1$simpressions has 3: run"
                                            + " the aggregator's command `partitions 3`")
                                    .formatted(prefix));
            assertThat(passing).isNotDone();

            admin.createPartitions(Map.of(prefix + "impression-counts", NewPartitions.increaseTo(3)))
                    .all()
                    .get(30, TimeUnit.SECONDS);

            passing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(readiness.isReady()).isTrue();
        } finally {
            service.shutdownNow();
        }
    }

    @Test
    void shouldLetAllPassWhoStartTogetherOnNothing() throws Exception {
        ExecutorService services = Executors.newFixedThreadPool(SERVICES, NamedThreads.daemons("service-start"));
        CyclicBarrier together = new CyclicBarrier(SERVICES);
        Callable<Void> start = () -> {
            together.await();
            gate(true, 3).pass(NAMES);
            return null;
        };
        try {
            for (Future<Void> passed : services.invokeAll(Collections.nCopies(SERVICES, start))) {
                passed.get();
            }
        } finally {
            services.shutdownNow();
        }

        assertThat(partitions()).containsExactly(3, 3, 3);
    }

    @Test
    void shouldNameAllThatIsWrongAtOnce() {
        create("impressions", 2, Map.of("retention.bytes", "1000000"));
        create("impression-counts", 2, Map.of("retention.ms", "3600000", "max.message.bytes", "500000"));

        assertThatThrownBy(() -> gate(true, 2).pass(NAMES))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "topic %1$simpressions must have retention.bytes=-1, but has 1000000; "
                                + "topic %1$simpression-counts must have max.message.bytes of at least 1048576, but has"
                                + " 500000; topic %1$simpression-counts must have retention.ms of at least 604800000,"
                                + " but has 3600000",
                        prefix);
    }

    @Test
    void shouldRefuseACompactedTopic() {
        create("impressions", 2, Map.of("cleanup.policy", "compact"));

        assertThatThrownBy(() -> gate(true, 2).pass(NAMES))
                .isInstanceOf(StartException.class)
                .hasMessage("topic %simpressions must have cleanup.policy=delete, but has compact", prefix);
    }

    @Test
    void shouldRefuseATopicThatReplacesTheTimeOfReceipt() {
        create("impressions", 2, Map.of("message.timestamp.type", "LogAppendTime"));

        assertThatThrownBy(() -> gate(true, 2).pass(NAMES))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "topic %simpressions must have message.timestamp.type=CreateTime, but has LogAppendTime",
                        prefix);
    }

    @Test
    void shouldRefuseATopicThatMayLoseWhatWasAcknowledged() {
        create("impressions", 2, Map.of("unclean.leader.election.enable", "true"));

        assertThatThrownBy(() -> gate(true, 2).pass(NAMES))
                .isInstanceOf(StartException.class)
                .hasMessage("topic %simpressions must have unclean.leader.election.enable=false, but has true", prefix);
    }

    @Test
    void shouldRefuseATopicThatKeepsRecordsLongerThanConfigured() {
        create("impressions", 2, Map.of("retention.ms", "-1"));

        assertThatThrownBy(() -> gate(true, 2).pass(NAMES))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "topic %simpressions must have retention.ms of at most 604800000 (KAFKA_TOPIC_RETENTION),"
                                + " but has -1",
                        prefix);
    }

    @Test
    void shouldRefuseAMissingTopicThatItMustNotCreate() {
        create("impressions", 2, Map.of());

        assertThatThrownBy(() -> gate(false, 2).pass(NAMES))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "topics [%1$simpression-counts, %1$simpressions-rejected] do not exist,"
                                + " and KAFKA_TOPIC_CREATE is false",
                        prefix);
    }

    private KafkaGate gate(boolean create, int partitions) {
        TopicSpec topics = new TopicSpec(prefix, create, partitions, (short) 1, Duration.ofDays(7));
        return new KafkaGate(new KafkaConfig(kafka.bootstrapServers(), ClientProperties.NONE, topics), readiness);
    }

    private void create(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(prefix + name, Optional.of(partitions), Optional.empty()).configs(settings);
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the topic " + topic.name() + " was not created", e);
        }
    }

    private List<Integer> partitions() throws Exception {
        try (Admin admin = kafka.admin()) {
            List<String> names = NAMES.stream().map(name -> prefix + name).toList();
            Collection<TopicDescription> topics = admin.describeTopics(names)
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .values();
            return topics.stream().map(topic -> topic.partitions().size()).toList();
        }
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic);
        try (Admin admin = kafka.admin()) {
            Map<ConfigResource, Config> settings =
                    admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS);
            return settings.values().iterator().next().get(name).value();
        }
    }
}
