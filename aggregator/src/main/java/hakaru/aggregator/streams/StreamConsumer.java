package hakaru.aggregator.streams;

import hakaru.aggregator.combiner.RecordPack;
import hakaru.aggregator.kafka.OpenTransactions;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stream thread's consumer, which waits otherwise than Kafka's. Not for a dead owner: offsets which that has sent within a
 * transaction are not told before the transaction is over, and a stream thread that waits for them holds up all its
 * partitions and the group's rebalance. And for records as {@link PollPace} says; they come in a {@link RecordPack}.
 */
final class StreamConsumer extends KafkaConsumer<byte[], byte[]> {
    /** A commit that is on its way is over by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OpenTransactions openTransactions;
    private final Clock clock;
    private final PollPace pace;

    StreamConsumer(Map<String, Object> properties, OpenTransactions openTransactions, Clock clock) {
        super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.openTransactions = openTransactions;
        this.clock = clock;
        this.pace = new PollPace(clock.monotonicTime());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration asked) {
        LockSupport.parkNanos(pace.pause(clock.monotonicTime()));
        ConsumerRecords<byte[], byte[]> records = super.poll(pace.timeout(asked, clock.monotonicTime()));
        pace.brought(records.count(), clock.monotonicTime());
        return RecordPack.pack(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        try {
            return super.committed(partitions, PATIENCE);
        } catch (TimeoutException e) {
            openTransactions.endOf(partitions);
            return super.committed(partitions);
        }
    }
}
