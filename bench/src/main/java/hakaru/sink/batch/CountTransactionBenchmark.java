package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Merges a transaction of 5,000 rows from four partitions; {@code ads} of them are different. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountTransactionBenchmark {
    private static final int PARTITIONS = 4;
    private static final int ROWS = 5_000;

    private CountTransaction transaction = new CountTransaction(List.of());

    @Param({"1250", "5000"})
    int ads = 1;

    @Setup
    public void fill() {
        List<ReceivedBatch> batches = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<CountRow> rows = new ArrayList<>();
            for (int row = partition; row < ROWS; row += PARTITIONS) {
                rows.add(new CountRow(1_790_000_000L, "ad-" + (row * 31 % ads), 1, 0));
            }
            Ledger.Key key = new Ledger.Key("topic", partition);
            batches.add(new ReceivedBatch(key, new OffsetRange(0, ROWS), 1, rows, List.of(), 0, 0));
        }
        transaction = new CountTransaction(batches);
    }

    @Benchmark
    public List<CountRow> mergedRows() {
        return transaction.mergedRows();
    }
}
