package hakaru.ingest.publish;

import hakaru.contract.Topics;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
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

    /** How long the producer waits for a batch to fill, unless an operator says. */
    static final Duration LINGER = Duration.ofMillis(1);

    public PublishConfig {
        Duration linger = tuned(producer, ProducerConfig.LINGER_MS_CONFIG, LINGER);
        Duration request = tuned(producer, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout(ackTimeout));
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

    /**
     * How long the producer waits for a broker, unless an operator says: half of a beacon's wait, so that one that hangs
     * leaves time for another way.
     */
    static Duration requestTimeout(Duration ackTimeout) {
        return ackTimeout.dividedBy(2);
    }

    private static Duration tuned(ClientProperties tuned, String name, Duration fallback) {
        String text = tuned.values().get(name);
        if (text == null) {
            return fallback;
        }
        try {
            return Duration.ofMillis(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number of milliseconds, not '" + text + "'", e);
        }
    }
}
