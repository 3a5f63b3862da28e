package hakaru.aggregator;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that does not wait for a dead owner: offsets which that has sent within a transaction are not told before the
 * transaction is over, and a stream thread that waits for them holds up all its partitions and the group's rebalance.
 */
final class SettledConsumer extends KafkaConsumer<byte[], byte[]> {
    /** A commit that is on its way is over by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OpenTransactions openTransactions;

    SettledConsumer(Map<String, Object> properties, OpenTransactions openTransactions) {
        super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.openTransactions = openTransactions;
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
