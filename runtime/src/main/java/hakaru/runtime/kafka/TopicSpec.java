package hakaru.runtime.kafka;

import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * What the pipeline's topics look like.
 *
 * @param create whether to create topics that are not there; if not, they are only checked
 * @param retention how long Kafka keeps records, which is how long a service behind may be away
 */
public record TopicSpec(String prefix, boolean create, int partitions, short replicationFactor, Duration retention) {
    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_REPLICAS = 32;

    public TopicSpec {
        if (partitions < 1 || replicationFactor < 1 || retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("a topic has partitions, replicas and a retention, not %d, %d and %s"
                    .formatted(partitions, replicationFactor, retention));
        }
    }

    static TopicSpec from(Settings settings) {
        return new TopicSpec(
                settings.string("KAFKA_TOPIC_PREFIX", "", "Put before the name of every topic and group."),
                settings.flag("KAFKA_TOPIC_CREATE", true, "Create topics that are absent; false only checks them."),
                settings.integer("KAFKA_TOPIC_PARTITIONS", 4, 1, MAX_PARTITIONS, "Partitions of a topic to create."),
                (short) settings.integer(
                        "KAFKA_TOPIC_REPLICATION_FACTOR", 1, 1, MAX_REPLICAS, "Replicas of a topic to create."),
                settings.duration(
                        "KAFKA_TOPIC_RETENTION",
                        "7d",
                        Duration.ofMinutes(10),
                        Duration.ofDays(3650),
                        "How long Kafka keeps records; the longest a service behind may be away."));
    }

    /** One replica fewer than there are, so that one broker may restart; 1 on a single broker. */
    int minInSyncReplicas() {
        return Math.max(1, replicationFactor - 1);
    }
}
