package hakaru.sink.writer;

import hakaru.contract.Groups;
import hakaru.runtime.config.ClientGuards;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens the consumer of {@code impression-counts}. */
public final class CountsConsumer {
    /** A fetch, and so what a poll can return and the writer holds, stays this small whatever the backlog. */
    private static final int FETCH_MAX_BYTES = 8 << 20;

    /**
     * Of one partition. What waits to be read adds up over the partitions, as a consumer asks for what it has nothing of: 1,000
     * take 64 MiB, where Kafka's default would let them take 1,000.
     */
    private static final int FETCH_PARTITION_BYTES = 64 << 10;

    /** How late new partitions are noticed; by default it is five minutes. */
    private static final Duration METADATA_MAX_AGE = Duration.ofSeconds(10);

    /** How long the partitions of a dead sink wait for another one; by default it is 45 s. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    /** How late a sink hears that it is to take over another's partitions. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private CountsConsumer() {}

    /** Names that no operator may set: what every consumer guards, and all that is set here. */
    public static Set<String> guarded(KafkaConfig kafka) {
        return ClientGuards.and(
                ClientGuards.CONSUMER, guarantees(kafka, Optional.of("any")).keySet());
    }

    /**
     * Opens a consumer that belongs to the group and reads nothing yet.
     *
     * @param instanceId a name that outlives a restart
     * @param tuned what an operator sets
     */
    public static Consumer<byte[], byte[]> open(
            KafkaConfig kafka, Optional<String> instanceId, ClientProperties tuned) {
        Map<String, Object> properties = tuned.over(tuning(kafka));
        properties.putAll(guarantees(kafka, instanceId));
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> tuning(KafkaConfig kafka) {
        Map<String, Object> properties = kafka.clientProperties(Groups.SINK);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_PARTITION_BYTES);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) METADATA_MAX_AGE.toMillis());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        // Partitions that stay with this sink go on while others move.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return properties;
    }

    private static Map<String, Object> guarantees(KafkaConfig kafka, Optional<String> instanceId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.topic(Groups.SINK));
        instanceId.ifPresent(id -> properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The ledger knows where to read; an offset from anywhere else would be a guess.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }
}
