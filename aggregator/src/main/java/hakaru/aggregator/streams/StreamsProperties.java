package hakaru.aggregator.streams;

import hakaru.aggregator.kafka.FetchSize;
import hakaru.contract.Groups;
import hakaru.runtime.config.ClientGuards;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.streams.StreamsConfig;

/** What the aggregator asks of Kafka Streams, and which of it nobody may change. */
public final class StreamsProperties {
    /** What is left as Streams has it. */
    private static final Set<String> UNTOUCHED = Set.of(
            StreamsConfig.CLIENT_ID_CONFIG,
            StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.STATE_DIR_CONFIG);

    private static final Set<String> CONSUMERS = Set.of(
            StreamsConfig.CONSUMER_PREFIX, StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.RESTORE_CONSUMER_PREFIX);

    private StreamsProperties() {}

    /** Settings of Streams and of its clients, by the names under which they are set. */
    public static Map<String, ConfigKey> known() {
        Map<String, ConfigKey> known = new TreeMap<>(StreamsConfig.configDef().configKeys());
        Map<String, ConfigKey> consumer = ConsumerConfig.configDef().configKeys();
        CONSUMERS.forEach(prefix -> consumer.forEach((name, key) -> known.put(prefix + name, key)));
        ProducerConfig.configDef()
                .configKeys()
                .forEach((name, key) -> known.put(StreamsConfig.PRODUCER_PREFIX + name, key));
        return known;
    }

    /** Names that no operator may set: all that is set here, and what every client guards. */
    public static Set<String> guarded(KafkaConfig kafka) {
        Set<String> streams = ClientGuards.and(
                UNTOUCHED, guarantees(kafka, Optional.of("any"), 1).keySet());
        Set<String> names = new TreeSet<>(streams);
        CONSUMERS.forEach(prefix -> ClientGuards.CONSUMER.forEach(name -> names.add(prefix + name)));
        ClientGuards.PRODUCER.forEach(name -> names.add(StreamsConfig.PRODUCER_PREFIX + name));
        return names;
    }

    /** For a job that reads so many partitions. */
    public static Properties of(KafkaConfig kafka, JobConfig job, int partitions) {
        Map<String, Object> defaults = tuning(partitions, Runtime.getRuntime().maxMemory());
        defaults.putAll(kafka.client().values());
        Properties properties = new Properties();
        properties.putAll(job.tuned().over(defaults));
        properties.putAll(guarantees(kafka, job.instanceId(), job.threads(partitions)));
        return properties;
    }

    private static Map<String, Object> guarantees(KafkaConfig kafka, Optional<String> instanceId, int threads) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topic(Groups.AGGREGATOR));
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        instanceId.ifPresent(
                id -> properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Each flush asks for its commit; the interval is for the offsets of what was read without being emitted.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5_000);
        // Static membership, which lets a restarted instance keep its partitions, needs the classic protocol.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        return properties;
    }

    /** What an operator may change; {@code heap} in bytes. */
    private static Map<String, Object> tuning(int partitions, long heap) {
        Map<String, Object> properties = new HashMap<>();
        // How much of a backlog is taken at a time.
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                FetchSize.ofPartition(partitions, heap));
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FetchSize.ofAnswer(heap));
        // Each task reads one partition, so it has no other one to wait for. Catching up is 20 to 30 % faster so.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // Streams looks at every task twice after a poll: a few large polls cost less than many small ones.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 20_000);
        // Packs, which are Streams' records: with more of them, a partition waits.
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 100);
        // The longest a flush waits for a poll that brings nothing; each poll costs the idle job a look at each task.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 50L);
        // Longer than a flush interval and a commit, however slow Kafka is. A killed instance's is ended by its
        // successor.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
        // Streams' own default is 100, which would hold back what is emitted before its flush.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        // How long the partitions of a dead member, or of a dead thread, wait for another one.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        // How late it hears that it is to take over.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
        // New partitions are seen within this.
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 10_000);
        return properties;
    }
}
