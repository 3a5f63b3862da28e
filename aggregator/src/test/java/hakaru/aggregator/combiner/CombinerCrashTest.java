package hakaru.aggregator.combiner;

import static hakaru.aggregator.combiner.SimulatedTask.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import hakaru.aggregator.Impressions;
import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.counting.RecordRules.Countable;
import hakaru.aggregator.counting.RepeatConfig;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SipHash;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.Start;
import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whatever is received, flushed, committed and crashed in whatever order: each record is in one batch. */
class CombinerCrashTest {
    private static final int STEPS = 400;
    private static final long FUTURE = NOW + Duration.ofHours(1).toMillis();
    private static final RepeatConfig REPEATS = new RepeatConfig(Duration.ofMinutes(2), 24);
    private static final Logger STARTS = (Logger) LoggerFactory.getLogger(Start.class.getPackageName());

    /** Thousands of lines about partitions that wait because they are told to, and of ids, would hide what matters. */
    @BeforeAll
    static void silence() {
        STARTS.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        STARTS.setLevel(null);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldCountEveryRecordOnceWhateverCrashes(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        SimulatedTask task = new SimulatedTask(new FlushConfig(Duration.ofMillis(250), 16 << 10, 5), REPEATS, false);

        for (int step = 0; step < STEPS; step++) {
            act(task, random);
        }
        task.log.chunk(STEPS);
        task.log.block(Optional.empty());
        task.log.openTransaction(false);
        task.consumeAll();
        for (int round = 0; round < 3; round++) {
            task.flush();
            task.commit();
        }

        assertThat(counted(task)).isEqualTo(recounted(task));
        assertThat(task.rejects).hasSize((int) rejected(task));
        assertThat(sum(task, CountBatch::getRejected)).isEqualTo(rejected(task));
        assertThat(sum(task, CountBatch::getRepeated)).isEqualTo(repeated(task));
        assertContiguous(task);
    }

    private static void act(SimulatedTask task, RandomGenerator random) {
        switch (random.nextInt(16)) {
            case 0 -> task.start();
            case 1, 2 -> task.commit();
            case 12 -> task.resume();
            case 13 -> task.log.block(random.nextBoolean() ? Optional.of("told to") : Optional.empty());
            case 14 -> task.log.openTransaction(random.nextBoolean());
            case 15 -> task.log.chunk(1 + random.nextInt(5));
            case 3, 4 -> task.flush();
            case 5 -> appendUncountable(task, random);
            case 6, 7, 8 ->
                task.log.append(
                        random.nextBoolean() ? "" : "id-" + random.nextInt(10),
                        Impressions.of("ad-" + random.nextInt(4), random.nextInt(100)),
                        // Time goes on with the records, but not from each to the next.
                        NOW - 400_000 + task.log.records().size() * 3_000L - random.nextInt(20_000));
            default -> task.consume(1 + random.nextInt(4));
        }
    }

    private static void appendUncountable(SimulatedTask task, RandomGenerator random) {
        if (random.nextBoolean()) {
            task.log.append(Impressions.undecodable(), NOW);
        } else {
            task.log.append("id-" + random.nextInt(10), Impressions.of("ad-1", 1), FUTURE);
        }
    }

    private static Map<String, String> counted(SimulatedTask task) {
        Map<String, long[]> sums = new TreeMap<>();
        for (CountBatch batch : task.batches) {
            for (Count count : batch.getCountsList()) {
                add(sums, count.getSecond() + " " + count.getAd(), count.getImpressions(), count.getValueSum());
            }
        }
        return printed(sums);
    }

    private static Map<String, String> recounted(SimulatedTask task) {
        Map<String, long[]> sums = new TreeMap<>();
        firsts(task)
                .forEach(impression -> add(sums, impression.second() + " " + impression.ad(), 1, impression.value()));
        return printed(sums);
    }

    /** What a task counts that is never away. */
    private static List<Countable> firsts(SimulatedTask task) {
        RepeatWindow window = new RepeatWindow(REPEATS, new SipHash(5, 6), List.of());
        List<Countable> firsts = new ArrayList<>();
        for (SourceRecord record : task.log.records()) {
            if (!(RecordRules.read(record.value(), record.timestamp()) instanceof Countable impression)) {
                continue;
            }
            if (record.timestamp() == FUTURE) {
                window.takeUntimely(record, impression.ad());
                continue;
            }
            window.pass(record.timestamp());
            if (!record.hasId() || !window.isRepeat(record, impression.ad())) {
                firsts.add(impression);
            }
        }
        return firsts;
    }

    private static long repeated(SimulatedTask task) {
        return task.log.records().size() - rejected(task) - firsts(task).size();
    }

    private static long rejected(SimulatedTask task) {
        return task.log.records().stream()
                .filter(record -> record.value() == Impressions.undecodable() || record.timestamp() == FUTURE)
                .count();
    }

    private static long sum(SimulatedTask task, ToLongFunction<CountBatch> figure) {
        return task.batches.stream().mapToLong(figure).sum();
    }

    private static void add(Map<String, long[]> sums, String row, long impressions, long valueSum) {
        long[] sum = sums.computeIfAbsent(row, unused -> new long[2]);
        sum[0] += impressions;
        sum[1] += valueSum;
    }

    private static Map<String, String> printed(Map<String, long[]> sums) {
        Map<String, String> printed = new TreeMap<>();
        sums.forEach((row, sum) -> printed.put(row, sum[0] + " impressions, " + sum[1]));
        return printed;
    }

    private static void assertContiguous(SimulatedTask task) {
        long reached = 0;
        for (CountBatch batch : task.batches) {
            assertThat(batch.getFromOffset()).isEqualTo(reached);
            assertThat(batch.getToOffset()).isGreaterThan(reached);
            reached = batch.getToOffset();
        }
        assertThat(reached).isEqualTo(task.log.records().size());
    }
}
