package hakaru.aggregator.combiner;

import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.aggregator.counting.RecordRules.Reason;
import hakaru.aggregator.counting.SourceRecord;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What goes to {@code impressions-rejected}: the value byte for byte, up to 512 KiB, and in headers why and where from. */
final class RejectedRecord {
    /** A value of nearly a message's limit would not fit once headers are added; such a one is cut. */
    static final int MAX_VALUE_BYTES = 512 << 10;

    private RejectedRecord() {}

    /**
     * Copies a record.
     *
     * @param now the copy's timestamp: the original's may be the very reason, and a broker may refuse it
     */
    static Record<Integer, byte[]> of(SourceRecord record, Reason reason, long now) {
        byte[] value = record.value();
        Headers headers = new RecordHeaders();
        put(headers, "hakaru-reason", reason.name().toLowerCase(Locale.ROOT));
        put(headers, "hakaru-topic", record.topic());
        put(headers, "hakaru-partition", Integer.toString(record.partition()));
        put(headers, "hakaru-offset", Long.toString(record.offset()));
        put(headers, "hakaru-timestamp", Long.toString(record.timestamp()));
        put(headers, "hakaru-length", Integer.toString(record.valueLength()));
        if (record.hasId()) {
            headers.add("hakaru-id", record.id());
        }
        return new Record<>(record.partition(), cut(value), now, headers);
    }

    private static byte @Nullable [] cut(byte @Nullable [] value) {
        return value == null || value.length <= MAX_VALUE_BYTES ? value : Arrays.copyOf(value, MAX_VALUE_BYTES);
    }

    private static void put(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(UTF_8));
    }
}
