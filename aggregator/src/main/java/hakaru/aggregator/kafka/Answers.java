package hakaru.aggregator.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Takes Kafka's answers: waits for them, and looks up in them what must be there, because it was asked for. */
public final class Answers {
    private Answers() {}

    /**
     * Waits for an answer.
     *
     * @throws KafkaException when there is none, or a refusal; after an interrupt, which stays with the thread: whoever goes on
     *     without the answer ends at the next question
     */
    public static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    public static <K, V> V of(Map<K, V> answers, K key) {
        V value = answers.get(key);
        if (value == null) {
            throw new IllegalStateException("Kafka did not answer for " + key);
        }
        return value;
    }
}
