package hakaru.aggregator.counting;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code impressions} as it was read, by Streams or by us.
 *
 * @param id the key: what a beacon is known by when it is sent again; empty where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are passed on, never compared.
public record SourceRecord(
        String topic, int partition, long offset, long timestamp, byte[] id, byte @Nullable [] value) {
    private static final byte[] NO_ID = {};

    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                receiptTime(record.timestamp()),
                idOf(record.key()),
                record.value());
    }

    /** Streams drops records with a negative timestamp silently: as of 1970 they are rejected and counted. */
    public static long receiptTime(long timestamp) {
        return Math.max(timestamp, 0);
    }

    public static byte[] idOf(byte @Nullable [] key) {
        return key == null ? NO_ID : key;
    }

    /** Bytes of the value; of none, 0. */
    public int valueLength() {
        return value == null ? 0 : value.length;
    }

    public boolean hasId() {
        return id.length > 0;
    }
}
