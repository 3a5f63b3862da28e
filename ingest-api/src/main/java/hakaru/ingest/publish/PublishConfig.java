package hakaru.ingest.publish;

import hakaru.contract.Topics;
import hakaru.runtime.config.ClientGuards;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How impressions go out, and the producer's settings, each with its reason.
 *
 * @param ackTimeout how long a beacon waits for Kafka before it is answered with 503
 * @param buffer bytes of impressions that may wait for Kafka; beyond, beacons are answered with 503 at once
 * @param producer what an operator tunes
 */
public record PublishConfig(KafkaConfig kafka, Duration ackTimeout, int buffer, ClientProperties producer) {
    private static final int KIB = 1024;
    private static final String CLIENT_ID = "hakaru-ingest";

    public PublishConfig {
        Map<String, Object> tuned = producer.over(tunable(kafka, ackTimeout));
        Duration linger = Duration.ofMillis(number(tuned, ProducerConfig.LINGER_MS_CONFIG, "milliseconds"));
        Duration request = Duration.ofMillis(number(tuned, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "milliseconds"));
        if (linger.plus(request).compareTo(new AckTimes(ackTimeout).delivery()) > 0) {
            throw new IllegalArgumentException(
                    "nine tenths of INGEST_ACK_TIMEOUT (%s) must leave room for linger.ms (%s) and"
                                    .formatted(ackTimeout, linger)
                            + " request.timeout.ms (%s)".formatted(request));
        }
        // The producer makes room for a whole batch before it takes the first record.
        long batch = number(tuned, ProducerConfig.BATCH_SIZE_CONFIG, "bytes");
        if (batch > buffer) {
            throw new IllegalArgumentException(
                    "INGEST_BUFFER (%d bytes) must have room for batch.size (%d bytes), or no beacon gets 200"
                            .formatted(buffer, batch));
        }
    }

    public static PublishConfig from(Settings settings) {
        KafkaConfig kafka = KafkaConfig.from(settings);
        Duration ackTimeout = settings.duration(
                "INGEST_ACK_TIMEOUT",
                "5s",
                Duration.ofMillis(200),
                // The whole stop has two minutes, and what is in flight may take this long.
                Duration.ofSeconds(30),
                "How long a beacon waits for Kafka's acknowledgement before its 503.");
        int buffer = settings.bytes(
                "INGEST_BUFFER",
                "32MiB",
                256 * KIB,
                1 << 30,
                "Impressions that may wait for Kafka; beyond, beacons get 503 at once.");
        return new PublishConfig(
                kafka,
                ackTimeout,
                buffer,
                settings.client(
                        "INGEST_PRODUCER_",
                        ProducerConfig.configNames(),
                        guarded(ackTimeout, buffer),
                        "Settings for the producer: INGEST_PRODUCER_LINGER_MS becomes linger.ms."));
    }

    /** The topic's name in this deployment. */
    public String topic() {
        return kafka.topic(Topics.IMPRESSIONS);
    }

    Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(producer.over(tunable(kafka, ackTimeout)));
        settings.putAll(guarantees(ackTimeout, buffer));
        return settings;
    }

    /** How much of one partition goes to Kafka at once. */
    int batchBytes() {
        return (int) number(producerSettings(), ProducerConfig.BATCH_SIZE_CONFIG, "bytes");
    }

    /** Names that no operator may set: what every producer guards, and all that keeps a promise here. */
    private static Set<String> guarded(Duration ackTimeout, int buffer) {
        Set<String> names = ClientGuards.and(
                ClientGuards.PRODUCER, guarantees(ackTimeout, buffer).keySet());
        // There are no transactions here.
        names.add(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return names;
    }

    /** What keeps a promise. */
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
        // Metadata unused for five minutes would be dropped, and the first beacon of the morning get 503.
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        return settings;
    }

    /** What an operator may set otherwise. */
    private static Map<String, Object> tunable(KafkaConfig kafka, Duration ackTimeout) {
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

    private static long number(Map<String, Object> settings, String name, String unit) {
        String text = String.valueOf(settings.get(name));
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number of %s, not '%s'".formatted(name, unit, text), e);
        }
    }
}
