package hakaru.aggregator.combiner;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.counting.SourceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordPackTest {
    private static final TopicPartition FIRST = new TopicPartition("impressions", 0);
    private static final TopicPartition SECOND = new TopicPartition("impressions", 1);

    @Test
    void shouldGiveBackWhatWasPacked() {
        ConsumerRecords<byte[], byte[]> packed = pack(Map.of(
                SECOND,
                List.of(
                        record(SECOND, 7, 1_000, "an-id", "first"),
                        record(SECOND, 9, -1, null, ""),
                        record(SECOND, 10, 2_000, "", null))));

        List<SourceRecord> records = unpack(packed.records(SECOND));
        assertThat(records).extracting(SourceRecord::topic).containsOnly("impressions");
        assertThat(records).extracting(SourceRecord::partition).containsOnly(1);
        assertThat(records).extracting(SourceRecord::offset).containsExactly(7L, 9L, 10L);
        assertThat(records).extracting(SourceRecord::timestamp).containsExactly(1_000L, 0L, 2_000L);
        assertThat(records).extracting(SourceRecord::id).containsExactly(bytes("an-id"), bytes(""), bytes(""));
        assertThat(records).extracting(SourceRecord::value).containsExactly(bytes("first"), bytes(""), null);
    }

    /** Streams commits the offset of what waits, and the consumer's position when nothing does. */
    @Test
    void shouldHaveTheFirstOffsetOfEachPartitionAndThePositionsOfThePoll() {
        Map<TopicPartition, OffsetAndMetadata> positions =
                Map.of(FIRST, new OffsetAndMetadata(5, Optional.of(3), ""), SECOND, new OffsetAndMetadata(12));
        ConsumerRecords<byte[], byte[]> packed = RecordPack.pack(new ConsumerRecords<>(
                Map.of(
                        FIRST,
                        List.of(record(FIRST, 3, 1_000, null, "a"), record(FIRST, 4, 2_000, null, "b")),
                        SECOND,
                        List.of(record(SECOND, 11, 3_000, null, "c"))),
                positions));

        assertThat(packed.records(FIRST)).extracting(ConsumerRecord::offset).containsExactly(3L);
        assertThat(packed.records(FIRST)).extracting(ConsumerRecord::timestamp).containsExactly(1_000L);
        assertThat(packed.records(SECOND)).extracting(ConsumerRecord::offset).containsExactly(11L);
        assertThat(packed.nextOffsets())
                .isEqualTo(Map.of(FIRST, new OffsetAndMetadata(5), SECOND, new OffsetAndMetadata(12)));
    }

    @Test
    void shouldBeginAnotherPackWhereOneIsFull() {
        String third = "x".repeat(RecordPack.MAX_BYTES / 3);
        String huge = "y".repeat(RecordPack.MAX_BYTES + 1);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : List.of(third, third, third, huge, "z")) {
            records.add(record(FIRST, records.size(), 0, null, value));
        }

        List<ConsumerRecord<byte[], byte[]>> packs =
                pack(Map.of(FIRST, records)).records(FIRST);

        assertThat(packs).extracting(ConsumerRecord::offset).containsExactly(0L, 2L, 3L, 4L);
        assertThat(unpack(packs)).extracting(SourceRecord::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void shouldPackNothingOfAnEmptyPoll() {
        assertThat(pack(Map.of()).isEmpty()).isTrue();
    }

    private static ConsumerRecords<byte[], byte[]> pack(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        return RecordPack.pack(new ConsumerRecords<>(new LinkedHashMap<>(records), Map.of()));
    }

    private static List<SourceRecord> unpack(List<ConsumerRecord<byte[], byte[]>> packs) {
        List<SourceRecord> records = new ArrayList<>();
        packs.forEach(pack -> RecordPack.unpack(pack.topic(), pack.partition(), pack.value(), records::add));
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, long timestamp, @Nullable String key, @Nullable String value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                bytes(key),
                bytes(value),
                new RecordHeaders(),
                Optional.empty());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(US_ASCII);
    }
}
