package hakaru.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are absent and checks those that are there. */
final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private final Admin admin;
    private final hakaru.runtime.TopicConfig config;

    TopicSetup(Admin admin, hakaru.runtime.TopicConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * Makes sure that all {@code names} exist, with equally many partitions and settings that lose nothing.
     *
     * @throws UnfitTopicException when one is absent and must not be created, or when one does not fit
     * @throws ExecutionException when Kafka cannot be asked
     */
    void ensure(List<String> names) throws ExecutionException, InterruptedException {
        List<String> present = new ArrayList<>(names);
        present.retainAll(admin.listTopics().names().get());
        OptionalInt partitions = partitionsOfEach(present);
        if (present.size() < names.size()) {
            List<String> absent = new ArrayList<>(names);
            absent.removeAll(present);
            // One that joins others must fit them, whatever the configuration says by now.
            create(absent, partitions.orElse(config.partitions()));
            partitionsOfEach(names);
        }
        checkSettings(names);
    }

    private void create(List<String> absent, int partitions) throws ExecutionException, InterruptedException {
        if (!config.create()) {
            throw new UnfitTopicException("topics " + absent + " do not exist, and KAFKA_TOPIC_CREATE is false");
        }
        List<NewTopic> topics =
                absent.stream().map(name -> newTopic(name, partitions)).toList();
        try {
            admin.createTopics(topics).all().get();
            LOG.info("Created the topics {} with {} partitions each", absent, partitions);
        } catch (ExecutionException e) {
            // Another service was faster: what it made is checked like any other.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private NewTopic newTopic(String name, int partitions) {
        return new NewTopic(name, partitions, config.replicationFactor())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(config.retention().toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(config.minInSyncReplicas()),
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        "false",
                        // The timestamp is the time of receipt, which the broker must not replace by its own.
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime"));
    }

    /** How many partitions every one of {@code names} has; empty when there are no names. */
    private OptionalInt partitionsOfEach(List<String> names) throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        if (Set.copyOf(partitions.values()).size() > 1) {
            throw new UnfitTopicException("topics must have equally many partitions, but have " + partitions);
        }
        return partitions.values().stream().mapToInt(Integer::intValue).findAny();
    }

    private void checkSettings(List<String> names) throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        admin.describeConfigs(resources).all().get().forEach(this::check);
    }

    private void check(ConfigResource topic, Config settings) {
        expect(topic, settings, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        expect(topic, settings, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        // A replica that was behind would take over, without what was acknowledged.
        expect(topic, settings, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        expectRetention(topic, number(settings, TopicConfig.RETENTION_MS_CONFIG));
    }

    /** A record that Kafka keeps longer than we believe would be taken for one with a wrong timestamp. */
    private void expectRetention(ConfigResource topic, long retention) {
        long believed = config.retention().toMillis();
        if (retention < 0 || retention > believed) {
            throw new UnfitTopicException("topic " + topic.name() + " must have retention.ms of at most " + believed
                    + " (KAFKA_TOPIC_RETENTION), but has " + retention);
        }
    }

    private static long number(Config settings, String name) {
        return Long.parseLong(settings.get(name).value());
    }

    private static void expect(ConfigResource topic, Config settings, String name, String expected) {
        String actual = settings.get(name).value();
        if (!expected.equals(actual)) {
            throw new UnfitTopicException(
                    "topic " + topic.name() + " must have " + name + "=" + expected + ", but has " + actual);
        }
    }
}
