package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hakaru.deploy.PrometheusRules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");

    @Test
    void shouldHaveARunbookSectionForEveryAlertAndNoOther() throws IOException {
        List<String> alerts =
                PrometheusRules.load().alerts().stream().map(Rule::name).toList();

        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
        assertThat(runbookSections()).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void shouldLeadFromEveryAlertToItsSection() throws IOException {
        assertThat(PrometheusRules.load().alerts()).allSatisfy(alert -> {
            assertThat(alert.annotation("runbook_url"))
                    .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(alert.annotation("summary")).isNotEmpty();
            assertThat(alert.severity()).isIn("page", "ticket");
        });
    }

    @Test
    void shouldSayInEverySectionWhatItMeansWhatToLookAtAndWhatToDo() throws IOException {
        String[] sections = Files.readString(RUNBOOK).split("(?m)^## ");

        assertThat(List.of(sections).subList(1, sections.length))
                .allSatisfy(
                        section -> assertThat(section).containsSubsequence("**Meaning.**", "**Look at**", "**Do.**"));
    }

    @Test
    void shouldTestThatEveryAlertIsSetOff() throws IOException {
        assertThat(PrometheusRules.alertsSeenSetOff())
                .containsExactlyInAnyOrderElementsOf(
                        PrometheusRules.load().alerts().stream().map(Rule::name).toList());
    }

    /** increase() takes the first value of a series for what was before, though it happened before the first scrape. */
    @Test
    void shouldCountWhatASeriesIsBornWithAsIncrease() throws IOException {
        Pattern increase = Pattern.compile("increase\\((\\w+)\\[(\\w+)]\\)");

        assertThat(PrometheusRules.load().alerts())
                .allSatisfy(alert -> assertThat(
                                increase.matcher(alert.expression()).results())
                        .allSatisfy(found -> assertThat(alert.expression().replaceAll("\\s+", " "))
                                .contains(
                                        "(max_over_time(%1$s[%2$s]) unless max_over_time(%1$s[1h] offset %2$s)) or %3$s"
                                                .formatted(found.group(1), found.group(2), found.group()))));
    }

    @Test
    void shouldAskOnlyDataSourcesThatAreProvisioned() throws IOException {
        GrafanaDashboards dashboards = GrafanaDashboards.load();

        assertThat(dashboards.dashboards().keySet())
                .containsExactly("aggregator.json", "ingest-api.json", "overview.json", "sink-mysql.json");
        assertThat(GrafanaDashboards.dataSources()).hasSize(2);
        assertThat(dashboards.panels()).isNotEmpty().allSatisfy(MonitoringTest::assertHasDataSource);
        assertThat(dashboards.targets()).isNotEmpty().allSatisfy(MonitoringTest::assertHasDataSource);
    }

    private static void assertHasDataSource(JsonNode asking) {
        assertThat(asking.path("datasource").path("uid").asText())
                .as("the data source of %s", asking)
                .isIn(GrafanaDashboards.dataSources());
    }

    private static List<String> runbookSections() throws IOException {
        return Pattern.compile("(?m)^## (.+)$")
                .matcher(Files.readString(RUNBOOK))
                .results()
                .map((MatchResult heading) -> heading.group(1))
                .toList();
    }
}
