package hakaru.sink.batch;

import hakaru.contract.CountBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes records of {@code impression-counts}. */
final class Records {
    static final String TOPIC_ID = "IqKrKqG4TJaXoqYyV2vA1w";

    private Records() {}

    static CountBatch.Builder batch(int partition, long from, long to) {
        return CountBatch.newBuilder()
                .setTopicId(TOPIC_ID)
                .setPartition(partition)
                .setFromOffset(from)
                .setToOffset(to);
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, CountBatch.Builder batch) {
        return record(batch.getPartition(), offset, batch.build().toByteArray());
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
        return new ConsumerRecord<>("impression-counts", partition, offset, new byte[0], value);
    }

    static ReceivedBatch received(long offset, CountBatch.Builder batch) {
        try {
            return ReceivedBatch.decode(record(offset, batch));
        } catch (BrokenBatchException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
