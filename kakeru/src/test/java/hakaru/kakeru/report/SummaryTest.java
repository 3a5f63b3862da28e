package hakaru.kakeru.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void shouldPrintTheBooksAndTheVerdict() {
        assertThat(Summary.of(Reports.counted(999)))
                .contains("sent 1,000 = accepted 999 + failed 0 + unknown 1")
                .contains("accepted 500/s")
                .contains("no answer in time (unknown)")
                .contains("The success goal holds: 99.900 %")
                .contains("The books balance: 999 impressions accepted, 999 counted.");
    }

    @Test
    void shouldShoutWhenTheBooksDoNotBalance() {
        assertThat(Summary.of(Reports.counted(1_001))).contains("DOES NOT BALANCE", "do NOT balance");
    }

    @Test
    void shouldTellHowManyRequestsNeverLeft() {
        assertThat(Summary.of(Reports.overloaded()))
                .contains("sent 1,000 = accepted 700 + failed 299 + unknown 1")
                .contains("298 of 1,000 requests never left kakeru")
                .contains("they are among the failed");
        assertThat(Summary.of(Reports.counted(999))).doesNotContain("never left");
    }
}
