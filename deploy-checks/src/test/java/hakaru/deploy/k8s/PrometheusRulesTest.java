package hakaru.deploy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that turns Prometheus' files of rules into objects of the cluster. */
class PrometheusRulesTest {
    private static final Path SCRIPT = Path.of("..", "k8s", "components", "monitoring", "prometheus-rules");
    private static final String GROUPS = """
            # What nobody reads.
            groups:
              - name: lag
                rules:
                  - alert: LagGrows
                    expr: >-
                      lag > 30
                      and deriv(lag[5m]) > 0
                    for: 5m
                    labels:
                      severity: page
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheGroupsAsTheyAre() throws IOException, InterruptedException {
        Path rules = Files.writeString(directory.resolve("pipeline.yml"), GROUPS);

        Manifests printed = print(rules);

        assertThat(Rule.KNOWN_FIELDS.problems(printed)).isEmpty();
        Manifest rule = printed.find("PrometheusRule", "hakaru-pipeline").orElseThrow();
        assertThat(rule.at("/spec/groups"))
                .isEqualTo(Yaml.documents(rules).get(0).path("groups"));
    }

    @Test
    void shouldFindAFieldThatNoRuleHas() throws IOException, InterruptedException {
        Path rules = Files.writeString(directory.resolve("pipeline.yml"), GROUPS.replace("for:", "since:"));

        assertThat(Rule.KNOWN_FIELDS.problems(print(rules)))
                .singleElement()
                .asString()
                .contains("since");
    }

    private Manifests print(Path rules) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(List.of("sh", SCRIPT.toString(), rules.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Manifests.of(Yaml.documents(output));
    }
}
