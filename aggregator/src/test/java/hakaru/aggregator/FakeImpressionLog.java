package hakaru.aggregator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** An {@code impressions} topic of one partition, in memory. */
final class FakeImpressionLog implements ImpressionLog {
    static final String TOPIC_ID = "fakeTopicId";

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private String topicId = TOPIC_ID;
    private long beginning;
    private OptionalLong consumedTo = OptionalLong.empty();

    void append(byte[] value, long timestamp) {
        records.add(new ConsumerRecord<>(
                "impressions",
                0,
                records.size(),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                java.util.Optional.empty()));
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    void consumedTo(long offset) {
        consumedTo = OptionalLong.of(offset);
    }

    void forgetConsumed() {
        consumedTo = OptionalLong.empty();
    }

    void deleteBefore(long offset) {
        beginning = offset;
    }

    void createAgain() {
        records.clear();
        topicId = "another" + TOPIC_ID;
        consumedTo = OptionalLong.empty();
    }

    @Override
    public String topicId() {
        return topicId;
    }

    @Override
    public Extent extent(int partition) {
        return new Extent(beginning, records.size(), consumedTo.orElse(beginning));
    }

    @Override
    public void read(int partition, Range range, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        records.subList((int) range.from(), (int) range.to()).forEach(reader);
    }
}
