package hakaru.bench;

import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
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
    private final int invalidEvery;
    private long nextFlush;
    private long nextOffset;

    /** Of so many rows one is invalid. */
    private static final int NONE = Integer.MAX_VALUE;

    /** What a topic of impressions is: its id, and how many partitions it has. */
    record Topic(String id, int partitions) {}

    private CountBacklog(KafkaConfig kafka, Topic topic, int rowsPerSecond, int invalidEvery) {
        this.kafka = kafka;
        this.topicId = topic.id();
        this.partitions = topic.partitions();
        this.rowsPerBatch = rowsPerSecond / partitions;
        this.firstSecond = SinkCatchUp.firstSecond();
        this.invalidEvery = invalidEvery;
    }

    static CountBacklog of(KafkaConfig kafka, Topic topic, int rowsPerSecond) {
        return new CountBacklog(kafka, topic, rowsPerSecond, NONE);
    }

    /** Of every five rows one is invalid. */
    static CountBacklog withInvalid(KafkaConfig kafka, Topic topic, int rowsPerSecond) {
        return new CountBacklog(kafka, topic, rowsPerSecond, 5);
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
            if (row % invalidEvery == invalidEvery - 1) {
                batch.addInvalid(invalid(batch.getCounts(row)));
            }
        }
        return batch.build();
    }

    private static InvalidCount invalid(Count count) {
        return InvalidCount.newBuilder()
                .setSecond(count.getSecond())
                .setAd(count.getAd())
                .setReason(Invalidity.INVALIDITY_BOT)
                .setImpressions(1)
                .setValueSum(120)
                .build();
    }

    /** Names that sort like their numbers. */
    static String ad(int number) {
        return "ad-%06d".formatted(number);
    }
}
