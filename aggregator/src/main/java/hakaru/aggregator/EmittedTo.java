package hakaru.aggregator;

import org.apache.kafka.streams.state.KeyValueStore;

/** The offset up to which one partition's counts have been emitted, in the same transaction as the counts. */
final class EmittedTo {
    private final KeyValueStore<String, Long> store;
    private final String key;

    /**
     * Finds the note of one partition.
     *
     * @param topicId of {@code impressions}: a topic that was created again starts at 0
     */
    EmittedTo(KeyValueStore<String, Long> store, String topicId, int partition) {
        this.store = store;
        this.key = topicId + "/" + partition;
    }

    long get() {
        Long offset = store.get(key);
        return offset == null ? 0 : offset;
    }

    void set(long offset) {
        store.put(key, offset);
    }
}
