package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromqlNamesTest {
    @Test
    void shouldFindMetricsAndNothingElse() {
        assertThat(PromqlNames.in(
                        "histogram_quantile(0.99, sum by (le) (rate(a_bucket{x=\"(y)\", z=~\"{q}\"}[5m]))) > 0.25"))
                .containsExactly("a_bucket");
        assertThat(PromqlNames.in(
                        "max by(group, topic) (job:lag:max) > on (topic) group_left () 0.5 * max by (topic) (kept)"))
                .containsExactlyInAnyOrder("job:lag:max", "kept");
        assertThat(PromqlNames.in("label_replace(absent(up{job=\"a\"} == 1), \"job\", \"a\", \"\", \"\") or b"))
                .containsExactlyInAnyOrder("up", "b");
        assertThat(PromqlNames.in("time() - max(seen) > 120 and rate(c[$__rate_interval]) offset 5m > bool 1e3"))
                .containsExactlyInAnyOrder("seen", "c");
    }
}
