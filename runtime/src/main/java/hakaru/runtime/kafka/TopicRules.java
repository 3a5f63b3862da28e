package hakaru.runtime.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** What topics must be like, lest they lose or change what was acknowledged. No I/O. */
record TopicRules(TopicSpec config) {
    /** A batch has at most 960 KiB, and headers. */
    static final long LARGEST_BATCH = 1 << 20;

    /** What every topic must say, whatever the deployment, in the order in which problems are told. */
    static final SortedMap<String, String> REQUIRED = new TreeMap<>(Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            // The timestamp is the time of receipt, which the broker must not replace by its own.
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "CreateTime",
            // A replica that was behind would take over, without what was acknowledged.
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
            "false",
            // A limit by size deletes what nobody has read, when it comes fast enough.
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1"));

    /** What is wrong with a topic, one line a setting; {@code input} is the topic that is counted, maybe itself. */
    List<String> problems(TopicState topic, TopicState input) {
        List<String> problems = new ArrayList<>();
        REQUIRED.forEach((name, expected) -> {
            String actual = topic.setting(name);
            if (!expected.equals(actual)) {
                problems.add("topic %s must have %s=%s, but has %s".formatted(topic.name(), name, expected, actual));
            }
        });
        atLeast(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_BATCH, problems);
        checkReplicas(topic, problems);
        if (topic.name().equals(input.name())) {
            checkInputRetention(topic, problems);
        } else {
            checkRetention(topic, input, problems);
        }
        return problems;
    }

    /** What to run where a topic has fewer partitions than the input. More are none too many: the input's are raised last. */
    Optional<String> raiseNeeded(TopicState topic, TopicState input) {
        if (topic.partitions() >= input.partitions()) {
            return Optional.empty();
        }
        return Optional.of("topic %s has %d partitions, and %s has %d: run the aggregator's command `partitions %d`"
                .formatted(topic.name(), topic.partitions(), input.name(), input.partitions(), input.partitions()));
    }

    /** What is acknowledged must be on two brokers, where there are three; on the only one where there is one. */
    private void checkReplicas(TopicState topic, List<String> problems) {
        int replicas = topic.replicas();
        if (replicas < config.replicationFactor()) {
            problems.add("topic %s must have %d replicas (KAFKA_TOPIC_REPLICATION_FACTOR), but has %d"
                    .formatted(topic.name(), config.replicationFactor(), replicas));
        }
        String minimum = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
        atLeast(topic, minimum, Math.min(2, Math.max(1, replicas - 1)), problems);
        if (topic.number(minimum) > replicas) {
            problems.add("topic %s must have %s of at most its %d replicas, but has %d"
                    .formatted(topic.name(), minimum, replicas, topic.number(minimum)));
        }
    }

    /** A record that Kafka keeps longer than we believe would be taken for one with a wrong timestamp. */
    private void checkInputRetention(TopicState topic, List<String> problems) {
        long believed = config.retention().toMillis();
        long retention = topic.number(TopicConfig.RETENTION_MS_CONFIG);
        if (retention < 0 || retention > believed) {
            problems.add("topic %s must have retention.ms of at most %d (KAFKA_TOPIC_RETENTION), but has %d"
                    .formatted(topic.name(), believed, retention));
        }
    }

    /** The newest batch tells up to where its partition is emitted: it must not go before what it counts. */
    private static void checkRetention(TopicState topic, TopicState input, List<String> problems) {
        long retention = topic.number(TopicConfig.RETENTION_MS_CONFIG);
        if (retention >= 0) {
            atLeast(topic, TopicConfig.RETENTION_MS_CONFIG, input.number(TopicConfig.RETENTION_MS_CONFIG), problems);
        }
    }

    private static void atLeast(TopicState topic, String name, long least, List<String> problems) {
        long actual = topic.number(name);
        if (actual < least) {
            problems.add(
                    "topic %s must have %s of at least %d, but has %d".formatted(topic.name(), name, least, actual));
        }
    }
}
