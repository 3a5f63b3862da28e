package hakaru.sink.batch;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says why a partition stops, and what an operator can do about it. */
public record PartitionStop(int partition, String message) {
    private static final String RESTART = " Then restart the sink. Other partitions go on meanwhile.";

    /** The batch begins after the ledger: something between them is missing. */
    static PartitionStop gap(ReceivedBatch batch, long countedTo) {
        long missing = batch.range().from() - countedTo;
        return stop(
                batch,
                countedTo,
                "%d records in between are missing; nothing of the batch was written.".formatted(missing),
                ("If older batches are still in impression-counts, have it read again; batches that are counted are passed over: "
                                + "UPDATE ledger SET counts_position = 0 WHERE partition_no = %d; "
                                + "If they are gone (retention, a topic created anew), recount from impressions, or accept "
                                + "the loss of these %d records: %s;")
                        .formatted(
                                batch.key().partition(),
                                missing,
                                setCountedTo(batch, batch.range().from())));
    }

    /** The ledger stands inside the batch: some of its offsets are counted already. */
    static PartitionStop overlap(ReceivedBatch batch, long countedTo) {
        long counted = countedTo - batch.range().from();
        return stop(
                batch,
                countedTo,
                "%d of its records are counted already, and a batch cannot be split; nothing of it was written."
                        .formatted(counted),
                ("See whether two aggregators write to this topic, or one lost its state or was reset. "
                                + "To leave the batch out, which loses %d records: %s; "
                                + "To count it, which counts %d records twice: %s;")
                        .formatted(
                                batch.range().length() - counted,
                                setCountedTo(batch, batch.range().to()),
                                counted,
                                setCountedTo(batch, batch.range().from())));
    }

    /** Of a partition whose topic is read to its end, and does not have again what the database has lost. */
    public static PartitionStop lost(Ledger.Fallback fallback, long countsPosition) {
        int partition = fallback.key().partition();
        long missing = fallback.knownTo() - fallback.countedTo();
        return new PartitionStop(
                partition,
                ("Partition %d stops: the database has fallen back. It had counted impressions (topic id %s) to %d, stands "
                                + "at %d now, and impression-counts no longer has the batches between: %d records are missing, "
                                + "[%d, %d). Restore a newer backup, or recount from impressions, or accept the loss of these "
                                + "%d records: %s;%s")
                        .formatted(
                                partition,
                                fallback.key().topicId(),
                                fallback.knownTo(),
                                fallback.countedTo(),
                                missing,
                                fallback.countedTo(),
                                fallback.knownTo(),
                                missing,
                                setCountedTo(fallback.key(), fallback.knownTo(), countsPosition),
                                RESTART));
    }

    static PartitionStop broken(ConsumerRecord<byte[], byte[]> record, String reason) {
        long next = record.offset() + 1;
        return new PartitionStop(
                record.partition(),
                ("Partition %d stops: the record at offset %d of %s cannot be counted: %s. See who writes to this topic besides "
                                + "the aggregator (its timestamp is %d). To skip the record, on which a gap will show if it "
                                + "held counts: INSERT INTO ledger (topic_id, partition_no, counted_to, guard_3, "
                                + "counts_position) VALUES ('skipped', %d, 0, 0, %d) ON DUPLICATE KEY UPDATE counts_position = %d;%s")
                        .formatted(
                                record.partition(),
                                record.offset(),
                                record.topic(),
                                reason,
                                record.timestamp(),
                                record.partition(),
                                next,
                                next,
                                RESTART));
    }

    private static PartitionStop stop(ReceivedBatch batch, long countedTo, String problem, String wayOut) {
        int partition = batch.key().partition();
        return new PartitionStop(
                partition,
                ("Partition %d stops: the batch at offset %d of impression-counts counts %s of impressions (topic id %s), but "
                                + "the ledger has counted to %d: %s %s%s")
                        .formatted(
                                partition,
                                batch.countsPosition() - 1,
                                batch.range(),
                                batch.key().topicId(),
                                countedTo,
                                problem,
                                wayOut,
                                RESTART));
    }

    /** Works whether the row is there or not, and reads this batch again. */
    private static String setCountedTo(ReceivedBatch batch, long countedTo) {
        return setCountedTo(batch.key(), countedTo, batch.countsPosition() - 1);
    }

    private static String setCountedTo(Ledger.Key key, long countedTo, long countsPosition) {
        return ("INSERT INTO ledger (topic_id, partition_no, counted_to, guard_3, counts_position) "
                        + "VALUES ('%s', %d, %d, %d, %d) ON DUPLICATE KEY UPDATE counted_to = VALUES(counted_to), "
                        + "guard_3 = VALUES(guard_3), counts_position = VALUES(counts_position)")
                .formatted(key.topicId(), key.partition(), countedTo, countedTo, countsPosition);
    }
}
