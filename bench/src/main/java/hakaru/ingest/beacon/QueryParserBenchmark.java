package hakaru.ingest.beacon;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses a beacon's query: the most frequent one, one with escapes, one with parameters of others around ours. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryParserBenchmark {
    @Param({
        "name=open&value=0",
        "name=%E8%A8%88%E3%82%8B+purchase&value=4294967295",
        "utm_source=letter&utm_medium=mail&name=purchase&session=0123456789&value=960"
    })
    String query = "";

    @Benchmark
    public Object parse() {
        return QueryParser.parse(query);
    }
}
