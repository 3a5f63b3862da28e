package hakaru.aggregator.combiner;

import hakaru.aggregator.counting.SourceRecord;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The shape of the job: {@code impressions} → combiner → {@code impression-counts}, {@code impressions-rejected}. What the
 * source hands over are {@link RecordPack}s, which the job's own consumer makes.
 */
public final class AggregatorTopology {
    static final String COUNTS = "counts";
    static final String REJECTED = "rejected";
    private static final String SOURCE = "source";
    private static final String COMBINER = "combiner";

    /** The counts of a partition go to the partition of the same number, which keeps their order. */
    private static final StreamPartitioner<Integer, byte[]> SAME_NUMBER =
            (topic, partition, value, partitions) -> Optional.of(Set.of(partition));

    private AggregatorTopology() {}

    public static Topology of(KafkaConfig kafka, ProcessorSupplier<byte[], byte[], Integer, byte[]> combiner) {
        ByteArrayDeserializer bytesIn = new ByteArrayDeserializer();
        ByteArraySerializer bytesOut = new ByteArraySerializer();
        IntegerSerializer partition = new IntegerSerializer();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        SOURCE,
                        (record, partitionTime) -> SourceRecord.receiptTime(record.timestamp()),
                        bytesIn,
                        bytesIn,
                        kafka.topic(Topics.IMPRESSIONS))
                .addProcessor(COMBINER, combiner, SOURCE)
                .addSink(COUNTS, kafka.topic(Topics.IMPRESSION_COUNTS), partition, bytesOut, SAME_NUMBER, COMBINER)
                .addSink(REJECTED, kafka.topic(Topics.IMPRESSIONS_REJECTED), partition, bytesOut, COMBINER);
    }
}
