package hakaru.aggregator;

import hakaru.aggregator.counting.PendingCounts;
import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.counting.RecordRules.Countable;
import hakaru.contract.CountBatch;
import hakaru.contract.Impression;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judges, counts and emits a second of one partition; figures are per impression, its share of the batch included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CombinerBenchmark {
    private static final int IMPRESSIONS = 30_000;
    private static final long NOW = 1_790_000_000_000L;

    private final RecordRules rules = new RecordRules(Duration.ofDays(7));
    private byte[][] records = {};

    @Param({"100", "10000"})
    int ads = 1;

    @Setup
    public void encode() {
        Random random = new Random(1);
        records = Stream.generate(() -> "ad-" + random.nextInt(ads))
                .limit(IMPRESSIONS)
                .map(ad -> Impression.newBuilder().setAd(ad).setValue(120).build())
                .map(Impression::toByteArray)
                .toArray(byte[][]::new);
    }

    @Benchmark
    @OperationsPerInvocation(IMPRESSIONS)
    public byte[] countOneSecond() {
        PendingCounts pending = new PendingCounts();
        for (byte[] encoded : records) {
            if (rules.untimely(NOW, NOW).isEmpty() && RecordRules.read(encoded, NOW) instanceof Countable impression) {
                pending.add(impression);
            }
        }
        CountBatch.Builder batch = CountBatch.newBuilder();
        pending.writeTo(batch);
        return batch.build().toByteArray();
    }
}
