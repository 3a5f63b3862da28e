package hakaru.aggregator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record of {@code impressions} as it was read, by Streams or by us. */
@SuppressWarnings("ArrayRecordComponent") // The bytes are passed on, never compared.
record SourceRecord(String topic, int partition, long offset, long timestamp, byte @Nullable [] value) {
    static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                ReceiptTime.of(record.timestamp()),
                record.value());
    }
}
