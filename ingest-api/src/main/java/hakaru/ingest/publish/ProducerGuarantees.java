package hakaru.ingest.publish;

import hakaru.runtime.ClientGuards;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Lists the producer's settings that keep a promise, each with its reason; no operator may set one of these. */
record ProducerGuarantees(Duration ackTimeout, int buffer) {
    /** Names that no operator may set: what every producer guards, and all that is set here. */
    Set<String> guarded() {
        Set<String> names = ClientGuards.and(ClientGuards.PRODUCER, toMap().keySet());
        // There are no transactions here.
        names.add(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return names;
    }

    Map<String, Object> toMap() {
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
}
