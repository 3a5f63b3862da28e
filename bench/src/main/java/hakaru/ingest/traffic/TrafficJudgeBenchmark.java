package hakaru.ingest.traffic;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
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

/** Judges a request of a browser that is known, as nearly all are, and of one that has never come before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrafficJudgeBenchmark {
    private static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrafficJudge judge = new TrafficJudge(AdList.open(AdListConfig.NONE, registry), registry);
    private final MultiMap headers = HttpHeaders.headers().set("Accept", "*/*").set("User-Agent", BROWSER);
    private long next;

    @Benchmark
    public Object known() {
        return judge.judge("open", headers);
    }

    @Benchmark
    public Object unknown() {
        return judge.judge("open", HttpHeaders.headers().set("User-Agent", BROWSER + next++));
    }
}
