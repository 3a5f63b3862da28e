package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import hakaru.sink.Counts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetCheckTest {
    private static Ledger countedTo(int partition, long offset) {
        Ledger.Key key = new Ledger.Key(Records.TOPIC_ID, partition);
        return new Ledger(List.of(new Ledger.Row(key, offset, 0, Optional.empty())));
    }

    private static OffsetCheck check(Ledger ledger, List<ConsumerRecord<byte[], byte[]>> records) {
        return OffsetCheck.of(records, ledger);
    }

    @Test
    void shouldCheckEachBatchAsIfTheOnesBeforeItWereCommitted() {
        OffsetCheck checked = check(
                countedTo(0, 10),
                List.of(
                        Records.record(7, Records.batch(0, 0, 10)),
                        Records.record(8, Records.batch(0, 10, 20)),
                        Records.record(9, Records.batch(0, 20, 30)),
                        Records.record(10, Records.batch(0, 20, 30))));

        assertThat(checked.toApply())
                .extracting(ReceivedBatch::range)
                .containsExactly(new OffsetRange(10, 20), new OffsetRange(20, 30));
        assertThat(checked.replays()).isEqualTo(2);
        assertThat(checked.stops()).isEmpty();
    }

    @Test
    void shouldStopAtAGapAndTakeNothingBehindIt() {
        OffsetCheck checked = check(
                countedTo(0, 10),
                List.of(
                        Records.record(8, Records.batch(0, 10, 20)),
                        Records.record(9, Records.batch(0, 25, 30)),
                        Records.record(10, Records.batch(0, 20, 25)),
                        Records.record(3, Records.batch(1, 0, 5))));

        assertThat(checked.toApply())
                .extracting(ReceivedBatch::range)
                .containsExactly(new OffsetRange(10, 20), new OffsetRange(0, 5));
        assertThat(checked.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.partition()).isZero();
            assertThat(stop.message())
                    .startsWith("Partition 0 stops: the batch at offset 9 of impression-counts counts [25, 30)")
                    .contains("has counted to 20: 5 records in between are missing")
                    .contains("UPDATE ledger SET counts_position = 0 WHERE partition_no = 0;")
                    .contains("VALUES ('" + Records.TOPIC_ID + "', 0, 25, 25, 9) ON DUPLICATE KEY UPDATE");
        });
    }

    @Test
    void shouldStopAtAnOverlap() {
        OffsetCheck checked = check(countedTo(2, 15), List.of(Records.record(9, Records.batch(2, 10, 20))));

        assertThat(checked.toApply()).isEmpty();
        assertThat(checked.stops())
                .singleElement()
                .extracting(PartitionStop::message)
                .asString()
                .contains("has counted to 15: 5 of its records are counted already")
                .contains("which loses 5 records: INSERT INTO ledger")
                .contains("', 2, 20, 20, 9)")
                .contains("which counts 5 records twice: INSERT INTO ledger")
                .contains("', 2, 10, 10, 9)");
    }

    @ParameterizedTest(name = "counted to {0}")
    @ValueSource(longs = {200, Long.MAX_VALUE})
    void shouldSkipWhatTheLedgerIsPast(long counted) {
        OffsetCheck checked = check(countedTo(0, counted), List.of(Records.record(9, Records.batch(0, 100, 200))));

        assertThat(checked.replays()).isEqualTo(1);
        assertThat(checked.toApply()).isEmpty();
        assertThat(checked.stops()).isEmpty();
    }

    @ParameterizedTest(name = "counted to {0}")
    @CsvSource({
        "99, 1 records in between are missing",
        "0, 100 records in between are missing",
        "101, 1 of its records are counted already",
        "199, 99 of its records are counted already"
    })
    void shouldSayHowFarTheLedgerIsFromTheBegin(long counted, String problem) {
        OffsetCheck checked = check(countedTo(0, counted), List.of(Records.record(9, Records.batch(0, 100, 200))));

        assertThat(checked.toApply()).isEmpty();
        assertThat(checked.stops())
                .singleElement()
                .extracting(PartitionStop::message)
                .asString()
                .contains("has counted to " + counted + ": " + problem);
    }

    @Test
    void shouldAskForTheFirstBatchOfATopicToBeginAtZero() {
        Ledger empty = new Ledger(List.of());

        assertThat(check(empty, List.of(Records.record(0, Records.batch(0, 0, 3))))
                        .stops())
                .isEmpty();
        assertThat(check(empty, List.of(Records.record(0, Records.batch(0, 1, 3))))
                        .stops())
                .hasSize(1);
    }

    @Test
    void shouldTakeATopicCreatedAnewForAnotherTopic() {
        CountBatch.Builder anew = Records.batch(0, 0, 3).setTopicId("another");

        OffsetCheck checked = check(countedTo(0, 10), List.of(Records.record(9, anew)));

        assertThat(checked.toApply()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRecords")
    void shouldStopAtABrokenBatch(String reason, ConsumerRecord<byte[], byte[]> broken) {
        OffsetCheck checked = check(new Ledger(List.of()), List.of(broken, Records.record(5, Records.batch(3, 0, 3))));

        assertThat(checked.toApply()).isEmpty();
        assertThat(checked.stops())
                .singleElement()
                .extracting(PartitionStop::message)
                .asString()
                .startsWith(
                        "Partition 3 stops: the record at offset 4 of impression-counts cannot be counted: " + reason)
                .contains("VALUES ('skipped', 3, 0, 0, 5) ON DUPLICATE KEY UPDATE counts_position = 5;");
    }

    static Stream<Arguments> brokenRecords() {
        byte[] notUtf8 = CountBatch.newBuilder()
                .setTopicIdBytes(ByteString.copyFrom(new byte[] {1}))
                .build()
                .toByteArray();
        notUtf8[2] = (byte) 0xff;
        return Stream.of(
                Arguments.of("it is not a CountBatch", Records.record(3, 4, new byte[] {0x0f, 0x01})),
                Arguments.of("it is not a CountBatch", Records.record(3, 4, notUtf8)),
                Arguments.of("its topic id is not one: ''", Records.record(3, 4, new byte[0])),
                Arguments.of(
                        "its topic id is not one",
                        Records.record(4, Records.batch(3, 0, 1).setTopicId("a b"))),
                Arguments.of(
                        "it counts partition 2, not the one it is stored in",
                        Records.record(3, 4, Records.batch(2, 0, 1).build().toByteArray())),
                Arguments.of("[5, 5) is not a range of offsets", Records.record(4, Records.batch(3, 5, 5))),
                Arguments.of("[-1, 5) is not a range of offsets", Records.record(4, Records.batch(3, -1, 5))),
                Arguments.of(
                        "it counts more records than its range of offsets has",
                        Records.record(4, Records.batch(3, 0, 5).addCounts(Counts.of("open", 6)))),
                Arguments.of(
                        "it counts more records than its range of offsets has",
                        Records.record(
                                4,
                                Records.batch(3, 0, 5)
                                        .addCounts(Counts.of("open", 5))
                                        .setRejected(-1))),
                Arguments.of(
                        "it has more invalid impressions than it counts",
                        Records.record(
                                4,
                                Records.batch(3, 0, 5)
                                        .addCounts(Counts.of("open", 4))
                                        .setRejected(1)
                                        .addInvalid(InvalidCount.newBuilder().setImpressions(5)))),
                Arguments.of(
                        "it counts more records than its range of offsets has",
                        Records.record(
                                4,
                                Records.batch(3, 0, 5)
                                        .addCounts(Counts.of("open", 3))
                                        .setRejected(1)
                                        .setRepeated(2))));
    }
}
