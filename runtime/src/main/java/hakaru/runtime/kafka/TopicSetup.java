package hakaru.runtime.kafka;

import hakaru.runtime.StartException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are absent and checks those that are there. */
record TopicSetup(Admin admin, TopicSpec config) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    /**
     * Makes sure that all {@code names} exist, with settings that lose nothing.
     *
     * @param names the first one is the topic that is counted; a new topic gets as many partitions as the others have
     * @return what to wait for: the partitions of one are being raised
     * @throws StartException when one is absent and must not be created, or when one does not fit
     * @throws ExecutionException when Kafka cannot be asked
     */
    Optional<String> ensure(List<String> names) throws ExecutionException, InterruptedException {
        List<String> absent = new ArrayList<>(names);
        absent.removeAll(admin.listTopics().names().get());
        if (!absent.isEmpty()) {
            create(absent, partitionsOf(names, absent));
        }
        List<TopicState> topics = TopicState.read(admin, names);
        TopicState input = topics.get(0);
        TopicRules rules = new TopicRules(config);
        List<String> problems = topics.stream()
                .flatMap(topic -> rules.problems(topic, input).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new StartException(String.join("; ", problems));
        }
        return topics.stream()
                .flatMap(topic -> rules.raiseNeeded(topic, input).stream())
                .findFirst();
    }

    /** One that joins others must fit them, whatever the configuration says by now. */
    private int partitionsOf(List<String> names, List<String> absent) throws ExecutionException, InterruptedException {
        List<String> present = new ArrayList<>(names);
        present.removeAll(absent);
        return admin.describeTopics(present).allTopicNames().get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .max()
                .orElse(config.partitions());
    }

    private void create(List<String> absent, int partitions) throws ExecutionException, InterruptedException {
        if (!config.create()) {
            throw new StartException("topics " + absent + " do not exist, and KAFKA_TOPIC_CREATE is false");
        }
        List<NewTopic> topics =
                absent.stream().map(name -> newTopic(name, partitions)).toList();
        try {
            admin.createTopics(topics).all().get();
            awaitLeaders(absent, partitions);
            LOG.info("Created the topics {} with {} partitions each", absent, partitions);
        } catch (ExecutionException e) {
            // Another service was faster: what it made is checked like any other.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Asks each new partition where it ends, which its leader alone can say: until it leads, it refuses records. */
    private void awaitLeaders(List<String> topics, int partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        admin.listOffsets(ends).all().get();
    }

    private NewTopic newTopic(String name, int partitions) {
        Map<String, String> settings = new HashMap<>(TopicRules.REQUIRED);
        settings.put(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(config.retention().toMillis()));
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(config.minInSyncReplicas()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(TopicRules.LARGEST_BATCH));
        return new NewTopic(name, partitions, config.replicationFactor()).configs(settings);
    }
}
