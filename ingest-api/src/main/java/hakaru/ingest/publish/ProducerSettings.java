package hakaru.ingest.publish;

import hakaru.runtime.config.ClientGuards;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Lists the producer's settings, each with its reason: those that keep a promise, and those that an operator may tune. */
record ProducerSettings(PublishConfig publish) {
    private static final String CLIENT_ID = "hakaru-ingest";

    /** Names that no operator may set: what every producer guards, and all that keeps a promise here. */
    static Set<String> guarded(Duration ackTimeout, int buffer) {
        Set<String> names = ClientGuards.and(
                ClientGuards.PRODUCER, guarantees(ackTimeout, buffer).keySet());
        // There are no transactions here.
        names.add(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return names;
    }

    Map<String, Object> toMap() {
        Map<String, Object> settings =
                new HashMap<>(publish.producer().over(tunable(publish.kafka(), publish.ackTimeout())));
        settings.putAll(guarantees(publish.ackTimeout(), publish.buffer()));
        return settings;
    }

    /** How much of one partition goes to Kafka at once. */
    int batchBytes() {
        return (int) ConfigDef.parseType(
                ProducerConfig.BATCH_SIZE_CONFIG, toMap().get(ProducerConfig.BATCH_SIZE_CONFIG), ConfigDef.Type.INT);
    }

    private static Map<String, Object> guarantees(Duration ackTimeout, int buffer) {
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
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(new AckTimes(ackTimeout).delivery().toMillis()));
        // Metadata unused for five minutes would be dropped, and the first beacon of the morning refused.
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        return settings;
    }

    /** What an operator may set otherwise. */
    static Map<String, Object> tunable(KafkaConfig kafka, Duration ackTimeout) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties(CLIENT_ID));
        // Half of a beacon's wait, so that a broker that hangs leaves time for another way.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ackTimeout.toMillis() / 2));
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
}
