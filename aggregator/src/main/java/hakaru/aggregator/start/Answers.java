package hakaru.aggregator.start;

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
     * @throws KafkaException when there is none, or a refusal
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

    /**
     * To be called first by whoever goes on without an answer. An interrupt is one of Kafka's exceptions, too, but who is told
     * to stop must not go on.
     *
     * @throws InterruptException when that is what the failure is
     */
    static void passOnInterrupt(KafkaException failure) {
        if (failure instanceof InterruptException) {
            throw failure;
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
