package hakaru.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.Impression;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encodes and decodes one impression, as the API and the aggregator do for each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImpressionBenchmark {
    private String ad = "purchase";
    private long value = 960;
    private byte[] encoded =
            Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();

    @Benchmark
    public byte[] encode() {
        return Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
    }

    @Benchmark
    public Impression decode() throws InvalidProtocolBufferException {
        return Impression.parseFrom(encoded);
    }
}
