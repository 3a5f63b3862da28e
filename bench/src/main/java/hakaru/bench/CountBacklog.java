package hakaru.bench;

import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.Topics;
import hakaru.runtime.KafkaConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Batches that wait for a sink which was away, of four flushes a second in each partition. The ads are dealt out to the
 * partitions, so that a flush of all adds to each row of its second once: one insert, then three updates. Each count stands
 * for one impression, so that the ledger's sum is a number of rows.
 */
final class CountBacklog {
    static final int FLUSHES_PER_SECOND = 4;

    private final KafkaConfig kafka;
    private final String topicId;
    private final int partitions;
    private final int rowsPerBatch;
    private final long firstSecond;
    private long nextFlush;
    private long nextOffset;

    CountBacklog(KafkaConfig kafka, String topicId, int partitions, int rowsPerSecond, long firstSecond) {
        this.kafka = kafka;
        this.topicId = topicId;
        this.partitions = partitions;
        this.rowsPerBatch = rowsPerSecond / partitions;
        this.firstSecond = firstSecond;
    }

    /** Appends so many flushes; their ranges follow those of the call before. Returns the number of rows. */
    long append(int flushes) {
        try (Producer<byte[], byte[]> producer = ImpressionBacklog.producer(kafka)) {
            for (int i = 0; i < flushes; i++) {
                for (int partition = 0; partition < partitions; partition++) {
                    byte[] batch = batch(partition).toByteArray();
                    var unused = producer.send(
                            new ProducerRecord<>(kafka.topic(Topics.IMPRESSION_COUNTS), partition, null, null, batch));
                }
                nextFlush++;
                nextOffset += rowsPerBatch;
            }
        }
        return (long) flushes * partitions * rowsPerBatch;
    }

    private CountBatch batch(int partition) {
        CountBatch.Builder batch = CountBatch.newBuilder()
                .setTopicId(topicId)
                .setPartition(partition)
                .setFromOffset(nextOffset)
                .setToOffset(nextOffset + rowsPerBatch);
        for (int row = 0; row < rowsPerBatch; row++) {
            batch.addCounts(Count.newBuilder()
                    .setSecond(firstSecond + nextFlush / FLUSHES_PER_SECOND)
                    .setAd(ad(partition * rowsPerBatch + row))
                    .setImpressions(1)
                    .setValueSum(120));
        }
        return batch.build();
    }

    /** Names that sort like their numbers. */
    static String ad(int number) {
        return "ad-%06d".formatted(number);
    }
}
