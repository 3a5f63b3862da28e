package hakaru.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    private Path directory;

    @Test
    void shouldGiveMedianAndWorstByKind() {
        assertThat(Table.of(List.of(result(1, 4), result(2, 2, 9))))
                .contains("| `kill` | 3 | 0 | 1.0 (1.0) | 4.0 (9.0) | 5.0 (10.0) |")
                .contains("3 faults in 2 runs (seeds 1, 2); 220 requests, 200 answered 200; difference 0.");
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        Result result = result(1, 4);
        new ResultFiles(directory).write(result);

        assertThat(ResultFiles.read(directory.resolve("20261101T100000-1.json")))
                .isEqualTo(result);
        assertThat(Files.readString(directory.resolve("20261101T100000-1.html")))
                .contains("<svg", "kill: a", "difference 0");
    }

    @Test
    void shouldKeepAllButTheSecondsOfRuns() throws Exception {
        Path history = directory.resolve("history.jsonl");
        assertThat(ResultFiles.kept(history)).isEmpty();

        List<Result> results = List.of(result(1, 4), result(2, 2, 9));
        ResultFiles.keep(history, results);

        assertThat(ResultFiles.kept(history))
                .isEqualTo(results.stream().map(Result::withoutSeconds).toList());
        assertThat(Files.readAllLines(history)).hasSize(2).allMatch(line -> line.contains("\"seconds\":[]"));
    }

    private static Result result(long seed, double... answers) {
        List<Incident> incidents = java.util.Arrays.stream(answers)
                .mapToObj(seconds -> new Incident("kill", "a", 10, 12, 1, seconds, seconds + 1, ""))
                .toList();
        return new Result(
                "2026-11-01T10:00:00Z",
                "",
                "cluster/run --seed " + seed,
                seed,
                100,
                "MySQL",
                new Sums(100, 10, 100, 0, 0, 100, 100, 0, 0, 100, 100, 100, 100),
                new Requests(110, 100, 0, 10, 1, 5, 500, 900),
                incidents,
                List.of(),
                List.of(new hakaru.cluster.Second(1, 100, 99, 1, 5, 0.4)));
    }
}
