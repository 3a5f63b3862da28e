package hakaru.aggregator.counting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdHashTableTest {
    private static final int STEPS = 2_000;
    private static final long LOWEST_BITS = 31;

    private final IdHashTable hashes = new IdHashTable();

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Hashes of a few neighbourhoods, the last of all among them, so that what is sought goes on at the table's begin. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKnowWhatAMapKnows(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<Long, Integer> expected = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            int mark = random.nextInt(1, IdHashTable.MARKS + 1);
            if (random.nextInt(100) == 0) {
                hashes.forget(mark);
                expected.values().removeIf(of -> of == mark);
            } else {
                long hash = ((random.nextInt(4) - 1L) << 62) - random.nextLong(1L << 40);
                Integer former = expected.put(hash & ~LOWEST_BITS, mark);
                assertThat(hashes.put(hash, mark)).isEqualTo(former == null ? IdHashTable.NONE : former);
            }
            assertThat(hashes.size()).isEqualTo(expected.size());
        }
        expected.forEach((hash, mark) -> assertThat(hashes.put(hash, mark)).isEqualTo(mark));
    }

    @Test
    void shouldTakeAtMostSixteenBytesEachOnceThereAreMany() {
        for (int i = 0; i < 1_000_000; i++) {
            hashes.put(uniform(i), 1 + i / 200_000);
            assertThat(hashes.capacity() * (long) Long.BYTES).isLessThanOrEqualTo(Math.max(512, 16L * hashes.size()));
        }
    }

    @Test
    void shouldGiveRoomBack() {
        for (int i = 0; i < 100_000; i++) {
            hashes.put(uniform(i), 1 + i / 90_000);
        }

        hashes.forget(1);
        assertThat(hashes.capacity()).isEqualTo(20_002);

        hashes.forget(2);
        assertThat(hashes.capacity()).isZero();
    }

    private static long uniform(int i) {
        byte[] text = Integer.toString(i).getBytes(US_ASCII);
        return new SipHash(1, 2).of(text, text.length);
    }
}
