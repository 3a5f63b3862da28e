package hakaru.ingest.publish;

import hakaru.contract.Topics;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

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
        Map<String, Object> tuned = producer.over(ProducerSettings.tunable(kafka, ackTimeout));
        Duration linger = millis(tuned, ProducerConfig.LINGER_MS_CONFIG);
        Duration request = millis(tuned, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        if (linger.plus(request).compareTo(new AckTimes(ackTimeout).delivery()) > 0) {
            throw new IllegalArgumentException(
                    "nine tenths of INGEST_ACK_TIMEOUT (%s) must leave room for linger.ms (%s) and"
                                    .formatted(ackTimeout, linger)
                            + " request.timeout.ms (%s)".formatted(request));
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
                        ProducerSettings.guarded(ackTimeout, buffer),
                        "Settings for the producer: INGEST_PRODUCER_LINGER_MS becomes linger.ms."));
    }

    /** The topic's name in this deployment. */
    public String topic() {
        return kafka.topic(Topics.IMPRESSIONS);
    }

    private static Duration millis(Map<String, Object> settings, String name) {
        String text = String.valueOf(settings.get(name));
        try {
            return Duration.ofMillis(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number of milliseconds, not '" + text + "'", e);
        }
    }
}
