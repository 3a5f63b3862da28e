package hakaru.aggregator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The time of receipt. Streams drops records with a negative one silently: as 1970 they are rejected and counted. */
public final class ReceiptTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return of(record.timestamp());
    }

    static long of(long timestamp) {
        return Math.max(timestamp, 0);
    }
}
