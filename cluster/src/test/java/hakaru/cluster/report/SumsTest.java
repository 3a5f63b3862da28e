package hakaru.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SumsTest {
    @Test
    void shouldFindNoDifferenceWhereAllAgree() {
        assertThat(sums(0, 0, 105, 105).difference()).isZero();
    }

    @Test
    void shouldAddUpWhatIsMissingAndWhatIsTooMuch() {
        assertThat(sums(2, 3, 105, 105).difference()).isEqualTo(5);
    }

    @Test
    void shouldSeeATableThatDiffersFromTheLedger() {
        assertThat(sums(0, 0, 105, 104).difference()).isEqualTo(1);
    }

    @Test
    void shouldSeeARecordThatIsInNoLedger() {
        assertThat(sums(0, 0, 106, 105).difference()).isEqualTo(1);
    }

    @Test
    void shouldNotAskTopicsThatAreGone() {
        assertThat(sums(0, 0, -1, 105).difference()).isZero();
    }

    /** A ledger of 105; beside, one record was rejected and two were repeats. */
    private static Sums sums(long missing, long surplus, long topics, long days) {
        long inTopics = topics < 0 ? topics : topics + 3;
        return new Sums(100, 5, 105, missing, surplus, inTopics, 105, 2, 1, 105, 105, 105, days);
    }
}
