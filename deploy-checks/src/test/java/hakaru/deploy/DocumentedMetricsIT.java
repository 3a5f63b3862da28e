package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.AggregatorConfig;
import hakaru.ingest.IngestConfig;
import hakaru.sink.SinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedMetricsIT {
    @Test
    void shouldDocumentEveryMetric() throws Exception {
        try (RunningServices services = RunningServices.start()) {
            services.countBeacons();

            SortedMap<String, String> ingest = metrics(services, IngestConfig.PREFIX);
            SortedMap<String, String> aggregator = metrics(services, AggregatorConfig.PREFIX);
            SortedMap<String, String> sink = metrics(services, SinkConfig.PREFIX);
            section("ingest-api metrics", ingest);
            section("aggregator metrics", aggregator);
            section("sink-mysql metrics", sink);
            assertThat(Stream.of(ingest, aggregator, sink).flatMap(metrics -> metrics.keySet().stream()))
                    .containsAll(namedInDocument());
        }
    }

    private static Set<String> namedInDocument() throws IOException {
        return Pattern.compile("hakaru_[a-z_]+")
                .matcher(Files.readString(DocumentSection.OPERATIONS))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static SortedMap<String, String> metrics(RunningServices services, String prefix) throws Exception {
        SortedMap<String, String> metrics = new TreeMap<>();
        for (String line : services.scrape(prefix)) {
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
