package hakaru.ingest.publish;

import hakaru.runtime.ClientProperties;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's waits that together must fit into the time a beacon waits. */
record ProducerTimes(Duration linger, Duration request) {
    private static final Duration LINGER = Duration.ofMillis(1);

    /** Half of a beacon's wait for one request to a broker: one that hangs leaves time to try another way. */
    static ProducerTimes of(Duration ackTimeout, ClientProperties tuned) {
        return new ProducerTimes(
                tuned(tuned, ProducerConfig.LINGER_MS_CONFIG, LINGER),
                tuned(tuned, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ackTimeout.dividedBy(2)));
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
