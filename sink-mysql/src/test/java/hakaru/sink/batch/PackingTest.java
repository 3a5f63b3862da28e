package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.CountBatch;
import hakaru.sink.Counts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that hold for any batches; a failing case names the seed that makes it again. */
class PackingTest {
    private static final int MAX_ROWS = 20;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepAllBatchesOfAPartitionInOrder(long seed) {
        List<ReceivedBatch> batches = randomBatches(new SplittableRandom(seed));

        List<ReceivedBatch> packed = Packing.pack(batches, MAX_ROWS).stream()
                .flatMap(transaction -> transaction.batches().stream())
                .toList();

        for (int partition = 0; partition < 4; partition++) {
            assertThat(ofPartition(packed, partition)).isEqualTo(ofPartition(batches, partition));
        }
        assertThat(packed).hasSameSizeAs(batches);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldLimitTheRowsOfATransaction(long seed) {
        List<CountTransaction> transactions = Packing.pack(randomBatches(new SplittableRandom(seed)), MAX_ROWS);

        assertThat(transactions).allSatisfy(transaction -> {
            int rows = transaction.batches().stream()
                    .mapToInt(ReceivedBatch::rowCount)
                    .sum();
            assertThat(rows <= MAX_ROWS || transaction.batches().size() == 1).isTrue();
            assertThat(transaction.batches()).isNotEmpty();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldMergeRowsWithoutChangingASum(long seed) {
        List<ReceivedBatch> batches = randomBatches(new SplittableRandom(seed));
        CountTransaction transaction = new CountTransaction(batches);

        List<CountRow> rows = transaction.mergedRows();

        Map<CountRow.Key, BigInteger> expected =
                new TreeMap<>(Comparator.comparingLong(CountRow.Key::second).thenComparing(CountRow.Key::ad));
        for (ReceivedBatch batch : batches) {
            for (CountRow row : batch.rows()) {
                expected.merge(row.key(), both(row), BigInteger::add);
            }
        }
        assertThat(rows).extracting(CountRow::key).containsExactlyElementsOf(expected.keySet());
        assertThat(rows).extracting(PackingTest::both).containsExactlyElementsOf(expected.values());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldMakeOneStepForEachLedgerRowInPartitionOrder(long seed) {
        List<ReceivedBatch> batches = randomBatches(new SplittableRandom(seed));

        List<ReceivedBatch> steps = new CountTransaction(batches).steps();

        assertThat(steps).extracting(step -> step.key().partition()).isSorted().doesNotHaveDuplicates();
        for (ReceivedBatch step : steps) {
            List<ReceivedBatch> own = ofPartition(batches, step.key().partition());
            ReceivedBatch last = own.get(own.size() - 1);
            assertThat(step.range())
                    .isEqualTo(new OffsetRange(
                            own.get(0).range().from(), last.range().to()));
            assertThat(step.countsPosition()).isEqualTo(last.countsPosition());
            assertThat(step.impressions())
                    .isEqualTo(
                            own.stream().mapToLong(ReceivedBatch::impressions).sum());
        }
    }

    @Test
    void shouldMergeBatchesOfTheSameTimeRatherThanOfTheSamePartition() {
        List<ReceivedBatch> batches = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            for (int offset = 0; offset < 2; offset++) {
                batches.add(Records.received(
                        offset,
                        Records.batch(partition, offset, offset + 1)
                                .addCounts(Counts.at(Counts.SECOND + offset, "open", 1))));
            }
        }

        List<CountTransaction> transactions = Packing.pack(batches, 2);

        assertThat(transactions)
                .extracting(transaction -> transaction.mergedRows().size())
                .containsExactly(1, 1);
    }

    @Test
    void shouldNotMergeWhatWouldNotFitIn64Bits() {
        ReceivedBatch first = Records.received(
                0, Records.batch(0, 0, 1).addCounts(Counts.withValueSum(Counts.SECOND, "open", 1, -1)));
        ReceivedBatch second =
                Records.received(1, Records.batch(0, 1, 2).addCounts(Counts.withValueSum(Counts.SECOND, "open", 1, 1)));

        List<CountRow> rows = new CountTransaction(List.of(first, second)).mergedRows();

        assertThat(rows).extracting(CountRow::valueSum).containsExactlyInAnyOrder(-1L, 1L);
    }

    private static BigInteger both(CountRow row) {
        return BigInteger.valueOf(row.impressions()).shiftLeft(80).add(BigInteger.valueOf(row.valueSum()));
    }

    private static List<ReceivedBatch> ofPartition(List<ReceivedBatch> batches, int partition) {
        return batches.stream()
                .filter(batch -> batch.key().partition() == partition)
                .toList();
    }

    private static List<ReceivedBatch> randomBatches(RandomGenerator random) {
        List<ReceivedBatch> batches = new ArrayList<>();
        long[] next = new long[4];
        int size = random.nextInt(1, 30);
        for (int i = 0; i < size; i++) {
            int partition = random.nextInt(next.length);
            long from = next[partition];
            next[partition] += random.nextInt(50, 100);
            batches.add(Records.received(i, randomCounts(random, Records.batch(partition, from, next[partition]))));
        }
        return batches;
    }

    private static CountBatch.Builder randomCounts(RandomGenerator random, CountBatch.Builder batch) {
        int rows = random.nextInt(0, 25);
        for (int i = 0; i < rows; i++) {
            long second = Counts.SECOND + random.nextInt(3);
            batch.addCounts(Counts.withValueSum(
                    second, "ad-" + random.nextInt(5), random.nextInt(1, 3), random.nextLong(1L << 40)));
        }
        return batch;
    }
}
