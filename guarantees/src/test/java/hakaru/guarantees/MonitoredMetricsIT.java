package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.guarantees.PrometheusRules.Rule;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MonitoredMetricsIT {
    /** What others export: Prometheus itself, and kafka_exporter. */
    private static final Set<String> OTHERS =
            Set.of("up", "ALERTS", "kafka_consumergroup_lag", "kafka_consumergroup_members");

    private static final List<String> LAG_EXPORTERS = List.of("AGGREGATOR_MANAGEMENT_PORT", "SINK_MANAGEMENT_PORT");

    private static final Pattern COUNTED = Pattern.compile("(?:rate|increase)\\((\\w+)");

    /** A counter that appears with its first event is born above 0, and no rate has seen that event. */
    @Test
    void shouldExportEveryCountOfARuleBeforeItsFirstEvent() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi()) {
            Set<String> counted = PrometheusRules.load().rules().stream()
                    .flatMap(rule -> COUNTED.matcher(rule.expression()).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());

            assertThat(counted).hasSizeGreaterThan(5);
            assertThat(exported(pipeline)).containsAll(counted);
        }
    }

    @Test
    void shouldAskOnlyForMetricsThatAreExported() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi();
                BeaconLoad load = BeaconLoad.start("monitored", pipeline::beaconUrl)) {
            Await.until("counts", Pipeline.LIMIT, () -> pipeline.counts().impressions() > 0);
            for (String port : LAG_EXPORTERS) {
                Await.until(
                        "the lag",
                        Pipeline.LIMIT,
                        () -> scraped(pipeline, port).contains("hakaru_consumer_lag_seconds"));
            }
            Await.until(
                    "the ledger's lag",
                    Pipeline.LIMIT,
                    () -> scraped(pipeline, "SINK_MANAGEMENT_PORT").contains("hakaru_sink_ledger_lag_records"));

            // Known from the first pause on, and a young process may not have had one.
            System.gc();
            Await.until(
                    "a pause of the collector",
                    Pipeline.LIMIT,
                    () -> exported(pipeline).contains("jvm_gc_pause_seconds_sum"));
            Set<String> exported = exported(pipeline);

            PrometheusRules rules = PrometheusRules.load();
            Set<String> known = union(exported, OTHERS, rules.recorded());
            assertThat(known).containsAll(named(rules.rules().stream().map(Rule::expression)));
            assertThat(known).containsAll(named(GrafanaDashboards.load().expressions().stream()));
            assertThat(known).containsAll(namedInRunbook());
            assertEveryStatementAnswers(pipeline);
        }
    }

    private static void assertEveryStatementAnswers(Pipeline pipeline) throws Exception {
        List<String> statements = GrafanaDashboards.load().statements();
        assertThat(statements).isNotEmpty();
        try (Connection connection = pipeline.database().connect();
                Statement any = connection.createStatement()) {
            for (String statement : statements) {
                try (ResultSet rows = any.executeQuery(statement)) {
                    assertThat(rows.next()).as("a row of %s", statement).isTrue();
                }
            }
        }
    }

    private static Set<String> named(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> PromqlNames.in(expression).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> namedInRunbook() throws IOException {
        return Pattern.compile("`(hakaru[_:][a-z_:]+|kafka_consumer[a-z_]+|jvm_[a-z_]+)`")
                .matcher(Files.readString(MonitoringTest.RUNBOOK))
                .results()
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> exported(Pipeline pipeline) throws Exception {
        Set<String> names = new HashSet<>(scraped(pipeline, "INGEST_MANAGEMENT_PORT"));
        for (String port : LAG_EXPORTERS) {
            names.addAll(scraped(pipeline, port));
        }
        return names;
    }

    /** Families and samples: a histogram has both. */
    private static Set<String> scraped(Pipeline pipeline, String portVariable) throws Exception {
        return Scrape.of(pipeline.variable(portVariable)).lines().stream()
                .map(line -> line.startsWith("# HELP ") ? line.substring("# HELP ".length()) : line)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> first, Set<String> second, Set<String> third) {
        return Stream.of(first, second, third).flatMap(Set::stream).collect(Collectors.toSet());
    }
}
