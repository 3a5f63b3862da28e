package hakaru.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.aggregator.Verdict.Reason;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What goes to {@code impressions-rejected}: the value byte for byte, and in headers why and where from. */
final class RejectedRecord {
    private RejectedRecord() {}

    /**
     * Copies a record.
     *
     * @param now the copy's timestamp: the original's may be the very reason, and a broker may refuse it
     */
    static Record<Integer, byte[]> of(Record<byte[], byte[]> record, RecordMetadata source, Reason reason, long now) {
        Headers headers = new RecordHeaders();
        put(headers, "hakaru-reason", reason.name().toLowerCase(Locale.ROOT));
        put(headers, "hakaru-topic", source.topic());
        put(headers, "hakaru-partition", Integer.toString(source.partition()));
        put(headers, "hakaru-offset", Long.toString(source.offset()));
        put(headers, "hakaru-timestamp", Long.toString(record.timestamp()));
        return new Record<>(source.partition(), record.value(), now, headers);
    }

    private static void put(Headers headers, String name, @Nullable String text) {
        headers.add(name, String.valueOf(text).getBytes(UTF_8));
    }
}
