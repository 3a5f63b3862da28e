package hakaru.kakeru.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser makes of the page, from disk and without a network. */
class HtmlReportIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int DARK = 0;
    private static final int LIGHT = 1;

    @TempDir
    private Path directory;

    @Test
    void shouldShowTheFiguresTheChartsAndTheBooks() throws Exception {
        String shown = shown(HtmlReport.of(Reports.counted(999)), LIGHT);

        assertThat(shown)
                .contains("Latency by percentile", "Rate", "Errors", "Freshness over time", "Books", "Machine")
                .contains("✓ goal holds", "✓ books balance", "99.900 %", "400 ms", "2 × something", "11.4.5-MariaDB")
                .contains("no answer in time", "The success goal holds: 99.900 %", "2026-11-01T10:00:00Z")
                .contains("<td>999</td>", "<td>✓</td>", "&lt;open&gt;")
                .contains("Requests per second, over time. due: 500 to 500; accepted: 499 to 500\"")
                .doesNotContain("<open>", "NaN", ">null<", "undefined", "Infinity");
        assertThat(shown.split("<canvas", -1)).hasSize(1 + 6);
    }

    @Test
    void shouldSayWhenTheBooksDoNotBalance() throws Exception {
        assertThat(shown(HtmlReport.of(Reports.counted(998)), LIGHT))
                .contains("✗ books do not balance", "✗ does not balance");
    }

    @Test
    void shouldShowARunThatWasStoppedBeforeItsFirstRequest() throws Exception {
        String shown = shown(HtmlReport.of(Reports.empty()), LIGHT);

        assertThat(shown)
                .contains("✗ goal missed", "books not compared", "run without --no-reconcile")
                .doesNotContain("NaN", ">null<", "undefined", "Infinity");
        assertThat(shown.split("<canvas", -1)).hasSize(1 + 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIGHT, DARK})
    void shouldBeAccessible(int scheme) throws Exception {
        String axe = "<script>" + axe() + "</script><script>document.getElementById('seconds').open = true;"
                + "axe.run().then(result => document.title = 'violations: ' + result.violations.map("
                + "violation => violation.id + violation.nodes.map(node => node.html)))</script>";

        assertThat(shown(HtmlReport.of(Reports.counted(999)) + axe, scheme)).contains("<title>violations: </title>");
    }

    @Test
    void shouldTakeRoundStepsAndGiveEachPowerOfTenAndEachNineTheSameWidth() throws Exception {
        String script = """
                <script>
                const axis = percentiles([[0, 1], [99.99, 2]]);
                document.title = [roundly(31000, shortCount).range.map(shortCount),
                  logarithmic([0.5, 2000], shortTime).marks.map(shortTime),
                  axis.marks.map(axis.write), nines(99).toFixed(9)].join(" | ");
                </script>""";

        assertThat(shown(HtmlReport.of(Reports.counted(999)) + script, LIGHT))
                .contains(
                        "<title>0,40k | 100 µs,1 ms,10 ms,100 ms,1 s,10 s | 0,90 %,99 %,99.9,99.99 | 2.000000000</title>");
    }

    /** What stands on the page when its scripts are through, without them. */
    private String shown(String page, int scheme) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), "needs Debian's package chromium");
        Path file = Files.writeString(directory.resolve("report.html"), page);
        Path output = directory.resolve("shown.html");
        Process browser = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless=new",
                        // Chromium's sandbox refuses root, which is who runs in many a container.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--blink-settings=preferredColorScheme=" + scheme,
                        // Time of the page, which passes by itself.
                        "--virtual-time-budget=10000",
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            browser.destroyForcibly();
        }
        return Files.readString(output).replaceAll("(?s)<script.*?</script>|<noscript.*?</noscript>", "");
    }

    private static String axe() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(HtmlReportIT.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }
}
