package hakaru.kakeru.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the page shows, {@link HtmlReportIT} sees in a browser. */
class HtmlReportTest {
    private final String page = HtmlReport.of(Reports.counted(999));

    @Test
    void shouldNeedNothingFromOutside() {
        assertThat(page)
                .contains("content=\"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'\"")
                .doesNotContainPattern("(?i)(src|href|action)\\s*=|url\\(|@import|<link|<iframe")
                .doesNotContainPattern("(?i)<[^>]* on[a-z]+=");
    }

    @Test
    void shouldBeReadableInTheDarkAndOnAPhone() {
        assertThat(page).contains("prefers-color-scheme: dark", "width=device-width");
    }

    @Test
    void shouldEscapeNames() {
        assertThat(page).contains("\\u003copen>", "&lt;open>").doesNotContain("<open>");
    }

    @Test
    void shouldLetNoTextEndItsScript() {
        String settings = HtmlReport.of(Reports.aimedAt("</script><!--\u2028\u2029"));

        assertThat(settings)
                .contains("\"\\u003c/script>\\u003c!--\\u2028\\u2029\"")
                .doesNotContain("<!--\u2028", "\u2029");
    }

    @Test
    void shouldLeaveNothingUnfilled() {
        assertThat(page).doesNotContainPattern("\\{\\{[a-z.]+}}");
        assertThat(JsonReport.of(Reports.counted(999))).doesNotContain("NaN", "null", "Infinity");
    }

    @Test
    void shouldTellThoseWithoutScriptsWhatTheTerminalTells() {
        assertThat(page).contains("<noscript>", "The books balance: 999 impressions accepted, 999 counted.");
    }
}
