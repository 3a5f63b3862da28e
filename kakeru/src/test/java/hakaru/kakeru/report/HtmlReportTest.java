package hakaru.kakeru.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private final String page = HtmlReport.of(Reports.counted(999));

    @Test
    void shouldShowTheFiguresTheChartsAndTheBooks() {
        assertThat(page)
                .contains("Latency by percentile", "Rate", "Errors", "Freshness over time", "Books", "Machine")
                .contains("✓ goal holds", "✓ books balance", "99.900 %", "400 ms", "2 × something", "11.4.5-MariaDB")
                .contains("<svg", "<polyline", "<circle");
    }

    @Test
    void shouldNeedNothingFromOutside() {
        assertThat(page).doesNotContainPattern("(?i)(src|href|action)\\s*=|url\\(|@import|<script|<link|<iframe");
    }

    @Test
    void shouldBeReadableInTheDarkAndOnAPhone() {
        assertThat(page).contains("prefers-color-scheme: dark", "width=device-width");
    }

    @Test
    void shouldEscapeNames() {
        assertThat(page).contains("&lt;open&gt;").doesNotContain("<open>");
    }

    @Test
    void shouldLeaveNothingUnfilled() {
        assertThat(page).doesNotContainPattern("\\{[a-z]+\\}").doesNotContain("NaN", "null", "Infinity");
    }

    @Test
    void shouldSayWhenTheBooksDoNotBalance() {
        assertThat(HtmlReport.of(Reports.counted(998))).contains("✗ books do not balance", "✗ does not balance");
    }
}
