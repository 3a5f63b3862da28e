package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.deploy.PrometheusRules.Rule;
import hakaru.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
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

    private static final Pattern COUNTED = Pattern.compile("(?:rate|increase)\\((\\w+)");

    /** A counter that appears with its first event is born above 0, and no rate has seen that event. */
    @Test
    void shouldExportEveryCountOfARuleBeforeItsFirstEvent() throws Exception {
        try (RunningServices services = RunningServices.start()) {
            Set<String> counted = PrometheusRules.load().rules().stream()
                    .flatMap(rule -> COUNTED.matcher(rule.expression()).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());

            assertThat(counted).hasSizeGreaterThan(5);
            assertThat(exported(services)).containsAll(counted);
        }
    }

    @Test
    void shouldAskOnlyForMetricsThatAreExported() throws Exception {
        try (RunningServices services = RunningServices.start()) {
            services.countBeacons();

            // Known from the first pause on, and a young process may not have had one.
            System.gc();
            Await.until(
                    "a pause of the collector",
                    RunningServices.LIMIT,
                    () -> exported(services).contains("jvm_gc_pause_seconds_sum"));
            Set<String> exported = exported(services);

            PrometheusRules rules = PrometheusRules.load();
            Set<String> known = union(exported, OTHERS, rules.recorded());
            assertThat(known).containsAll(named(rules.rules().stream().map(Rule::expression)));
            assertThat(known).containsAll(named(GrafanaDashboards.load().expressions().stream()));
            assertThat(known).containsAll(namedInRunbook());
            assertEveryStatementAnswers(services);
        }
    }

    private static void assertEveryStatementAnswers(RunningServices services) throws Exception {
        List<String> statements = GrafanaDashboards.load().statements();
        assertThat(statements).isNotEmpty();
        for (String statement : statements) {
            assertThat(services.hasRow(statement)).as("a row of %s", statement).isTrue();
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

    /** Families and samples: a histogram has both. */
    private static Set<String> exported(RunningServices services) throws Exception {
        Set<String> names = new HashSet<>();
        for (String prefix : RunningServices.PREFIXES) {
            services.scrape(prefix).stream()
                    .map(line -> line.startsWith("# HELP ") ? line.substring("# HELP ".length()) : line)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[ {]", 2)[0])
                    .forEach(names::add);
        }
        return names;
    }

    private static Set<String> union(Set<String> first, Set<String> second, Set<String> third) {
        return Stream.of(first, second, third).flatMap(Set::stream).collect(Collectors.toSet());
    }
}
