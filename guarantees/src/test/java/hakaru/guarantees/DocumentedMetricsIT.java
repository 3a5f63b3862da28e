package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentedMetricsIT {
    @Test
    void shouldDocumentEveryMetric() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi();
                BeaconLoad load = BeaconLoad.start("metrics", pipeline::beaconUrl)) {
            Await.until("counts", Pipeline.LIMIT, () -> pipeline.counts().impressions() > 0);
            Await.until(
                    "the ledger's lag",
                    Pipeline.LIMIT,
                    () -> sink(pipeline).containsKey("hakaru_sink_ledger_lag_records"));
            for (String port : List.of("AGGREGATOR_MANAGEMENT_PORT", "SINK_MANAGEMENT_PORT")) {
                Await.until(
                        "the groups' lag",
                        Pipeline.LIMIT,
                        () -> metrics(pipeline, port).containsKey("hakaru_consumer_lag_seconds"));
            }

            section("ingest-api metrics", metrics(pipeline, "INGEST_MANAGEMENT_PORT"));
            section("aggregator metrics", metrics(pipeline, "AGGREGATOR_MANAGEMENT_PORT"));
            section("sink-mysql metrics", sink(pipeline));
            assertThat(exported(pipeline)).containsAll(namedInDocument());
        }
    }

    private static Set<String> namedInDocument() throws IOException {
        return Pattern.compile("hakaru_[a-z_]+")
                .matcher(Files.readString(DocumentSection.OPERATIONS))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Set<String> exported(Pipeline pipeline) throws Exception {
        Set<String> names = new HashSet<>();
        for (String port : List.of("INGEST_MANAGEMENT_PORT", "AGGREGATOR_MANAGEMENT_PORT", "SINK_MANAGEMENT_PORT")) {
            names.addAll(metrics(pipeline, port).keySet());
        }
        return names;
    }

    private static SortedMap<String, String> sink(Pipeline pipeline) throws Exception {
        return metrics(pipeline, "SINK_MANAGEMENT_PORT");
    }

    private static SortedMap<String, String> metrics(Pipeline pipeline, String portVariable) throws Exception {
        SortedMap<String, String> metrics = new TreeMap<>();
        for (String line : Scrape.of(pipeline.variable(portVariable)).lines()) {
            if (line.startsWith("# HELP hakaru_")) {
                String[] words = line.split(" ", 4);
                metrics.put(words[2], words[3]);
            }
        }
        return metrics;
    }

    private static void section(String name, SortedMap<String, String> metrics) throws Exception {
        String rows = metrics.entrySet().stream()
                .map(metric -> "| `%s` | %s |%n".formatted(metric.getKey(), metric.getValue()))
                .collect(Collectors.joining());
        new DocumentSection(DocumentSection.OPERATIONS, name)
                .assertSays("| metric | meaning |\n| --- | --- |\n" + rows);
    }
}
