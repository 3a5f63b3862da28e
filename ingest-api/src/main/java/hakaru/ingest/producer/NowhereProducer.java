package hakaru.ingest.producer;

import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own stand-in for a producer, which acknowledges at once and here forgets what it was given. */
public final class NowhereProducer extends MockProducer<byte[], byte[]> {
    private static final int PARTITIONS = 8;
    private static final int REMEMBERED = 1_000;
    private static final Node BROKER = new Node(1, "127.0.0.1", 9092);

    private int sent;

    public NowhereProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new PartitionInfo(topic, number, BROKER, new Node[] {BROKER}, new Node[] {BROKER}))
                .toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        sent++;
        if (sent % REMEMBERED == 0) {
            clear();
        }
        return super.send(record, callback);
    }
}
