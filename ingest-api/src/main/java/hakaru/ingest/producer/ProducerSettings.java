package hakaru.ingest.producer;

import hakaru.runtime.config.ClientGuards;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's settings, each with its reason. */
public final class ProducerSettings {
    private static final String CLIENT_ID = "hakaru-ingest";

    private ProducerSettings() {}

    /** All that the producer is told: what an operator has tuned over our own, and over both what keeps a promise. */
    public static Map<String, Object> of(KafkaConfig kafka, AckTimes times, int buffer, ClientProperties tuned) {
        Map<String, Object> settings = tuned.over(tunable(kafka, times));
        settings.putAll(guarantees(times, buffer));
        return settings;
    }

    /**
     * Reads each setting as Kafka defines it: its kind and its range. What needs a file or a broker shows later.
     *
     * @throws IllegalArgumentException naming one that the producer would not take
     */
    public static AbstractConfig read(Map<String, Object> settings) {
        try {
            return new AbstractConfig(ProducerConfig.configDef(), settings, false);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(
                    "the producer's settings (INGEST_PRODUCER_*, KAFKA_*): " + e.getMessage(), e);
        }
    }

    /** What an operator may set otherwise. */
    private static Map<String, Object> tunable(KafkaConfig kafka, AckTimes times) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties(CLIENT_ID));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(times.request()));
        // A connection carries one beacon at a time, so each millisecond here is throughput lost to every client; under
        // load batches fill while earlier ones are on their way.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        // Some 1,500 impressions; the default of 16 KiB makes four times the requests at full load.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        // A broker that is back should not be found out only a second later.
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 250);
        // New partitions are used within this.
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    /** What keeps a promise. */
    private static Map<String, Object> guarantees(AckTimes times, int buffer) {
        Map<String, Object> settings = new HashMap<>();
        // 200 means: on all in-sync replicas, once.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Here too, because KAFKA_CLIENT_ may set what all clients know.
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        // An event loop never waits: no metadata or no room is a 503 at once.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) buffer);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(times.delivery()));
        // Metadata unused for five minutes would be dropped, and the first beacon of the morning get 503.
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        return settings;
    }

    /** Names that no operator may set: what every producer guards, and all that keeps a promise here. */
    public static Set<String> guarded(AckTimes times, int buffer) {
        Set<String> names = ClientGuards.and(
                ClientGuards.PRODUCER, guarantees(times, buffer).keySet());
        // There are no transactions here.
        names.add(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return names;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
