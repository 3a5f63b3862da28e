package hakaru.ingest.publish;

import hakaru.contract.Topics;
import hakaru.ingest.producer.AckTimes;
import hakaru.ingest.producer.ProducerSettings;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * How impressions go out.
 *
 * @param ackTimeout how long a beacon waits for Kafka before it is answered with 503
 * @param buffer bytes of impressions that may wait for Kafka; beyond, beacons are answered with 503 at once
 * @param producer what an operator tunes
 */
public record PublishConfig(KafkaConfig kafka, Duration ackTimeout, int buffer, ClientProperties producer) {
    private static final int KIB = 1024;

    public PublishConfig {
        AckTimes times = new AckTimes(ackTimeout);
        AbstractConfig settings = ProducerSettings.read(ProducerSettings.of(kafka, times, buffer, producer));
        requireTime(settings, times);
        requireRoom(settings, buffer);
    }

    private static void requireTime(AbstractConfig settings, AckTimes times) {
        Duration linger = Duration.ofMillis(settings.getLong(ProducerConfig.LINGER_MS_CONFIG));
        Duration request = Duration.ofMillis(settings.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
        if (linger.plus(request).compareTo(times.delivery()) > 0) {
            throw new IllegalArgumentException(
                    "nine tenths of INGEST_ACK_TIMEOUT (%s) must leave room for linger.ms (%s) and request.timeout.ms (%s)"
                            .formatted(times.answer(), linger, request));
        }
    }

    /** The producer makes room for a whole batch before it takes the first record. */
    private static void requireRoom(AbstractConfig settings, int buffer) {
        int batch = settings.getInt(ProducerConfig.BATCH_SIZE_CONFIG);
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
                        ProducerConfig.configDef().configKeys(),
                        ProducerSettings.guarded(new AckTimes(ackTimeout), buffer),
                        "Settings for the producer: INGEST_PRODUCER_LINGER_MS becomes linger.ms."));
    }

    /** The topic's name in this deployment. */
    public String topic() {
        return kafka.topic(Topics.IMPRESSIONS);
    }

    Map<String, Object> producerSettings() {
        return ProducerSettings.of(kafka, new AckTimes(ackTimeout), buffer, producer);
    }

    /** How much of one partition goes to Kafka at once. */
    int batchBytes() {
        return ProducerSettings.read(producerSettings()).getInt(ProducerConfig.BATCH_SIZE_CONFIG);
    }
}
