package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.sink.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which records of a range were rejected follows from how batches are cut. */
class RejectedRecordsTest {
    @Test
    void shouldBeTheLastOfTheirBatches() {
        CountTransaction transaction = new CountTransaction(List.of(
                Records.received(
                        0,
                        Records.batch(3, 0, 5).addCounts(Counts.of("open", 4)).setRejected(1)),
                Records.received(1, Records.batch(3, 5, 9).addCounts(Counts.of("open", 4))),
                Records.received(2, Records.batch(3, 9, 12).setRejected(1).setRepeated(2))));

        assertThat(transaction.rejectedRecords()).containsExactlyInAnyOrder(rejected(3, 4, 5), rejected(3, 11, 12));
    }

    @Test
    void shouldBeOneRangeWhereTheyFollowEachOther() {
        CountTransaction transaction = new CountTransaction(List.of(
                Records.received(0, Records.batch(3, 0, 1).setRejected(1)),
                Records.received(0, Records.batch(4, 0, 1).setRejected(1)),
                Records.received(1, Records.batch(3, 1, 2).setRejected(1)),
                Records.received(2, Records.batch(3, 2, 5).setRejected(3))));

        assertThat(transaction.rejectedRecords()).containsExactlyInAnyOrder(rejected(3, 0, 5), rejected(4, 0, 1));
    }

    private static CountTransaction.RejectedRecords rejected(int partition, long from, long to) {
        return new CountTransaction.RejectedRecords(
                new Ledger.Key(Records.TOPIC_ID, partition), new OffsetRange(from, to));
    }
}
