package hakaru.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are absent and checks those that are there. */
final class TopicSetup {
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
        List<String> absent = new ArrayList<>(names);
        absent.removeAll(admin.listTopics().names().get());
        if (!absent.isEmpty()) {
            create(absent);
        }
        check(names);
    }

    private void create(List<String> absent) throws ExecutionException, InterruptedException {
        if (!config.create()) {
            throw new UnfitTopicException("topics " + absent + " do not exist, and KAFKA_TOPIC_CREATE is false");
        }
        List<NewTopic> topics = absent.stream().map(this::newTopic).toList();
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            // Another service was faster: what it made is checked like any other.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private NewTopic newTopic(String name) {
        return new NewTopic(name, config.partitions(), config.replicationFactor())
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

    private void check(List<String> names) throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        if (Set.copyOf(partitions.values()).size() > 1) {
            throw new UnfitTopicException("topics must have equally many partitions, but have " + partitions);
        }
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        admin.describeConfigs(resources).all().get().forEach(TopicSetup::check);
    }

    private static void check(ConfigResource topic, Config settings) {
        expect(topic, settings, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        expect(topic, settings, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    }

    private static void expect(ConfigResource topic, Config settings, String name, String expected) {
        String actual = settings.get(name).value();
        if (!expected.equals(actual)) {
            throw new UnfitTopicException(
                    "topic " + topic.name() + " must have " + name + "=" + expected + ", but has " + actual);
        }
    }
}
