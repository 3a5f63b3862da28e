package hakaru.aggregator;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The {@code impressions} topic as its own changelog: what a task reads again when it starts. */
interface ImpressionLog {
    /** The id Kafka gave the topic. */
    String topicId();

    /** How far a partition reaches and how far it has been consumed. */
    Extent extent(int partition);

    /** Reads the records of [from, to) in order; offsets that hold no committed record are passed over. */
    void read(int partition, Range range, Consumer<ConsumerRecord<byte[], byte[]>> reader);

    /**
     * Where a partition begins and ends, and how much of it was consumed.
     *
     * @param beginning the first offset that Kafka still keeps
     * @param end the offset after the last committed record
     * @param consumedTo where the group goes on: its committed offset, or the beginning
     */
    record Extent(long beginning, long end, long consumedTo) {}

    /** Offsets from {@code from} to just before {@code to}. */
    record Range(long from, long to) {}
}
