package hakaru.aggregator;

import java.util.Map;
import java.util.OptionalLong;

/** Looks up what must be there, because it was asked for. */
final class Known {
    private Known() {}

    static <K, V> V of(Map<K, V> answers, K key) {
        V value = answers.get(key);
        if (value == null) {
            throw new IllegalStateException("Kafka did not answer for " + key);
        }
        return value;
    }

    static <K> OptionalLong optional(Map<K, Long> answers, K key) {
        Long value = answers.get(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
