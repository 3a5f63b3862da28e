package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final OffsetRange RANGE = new OffsetRange(100, 200);

    @Test
    void shouldApplyWhatBeginsWhereTheLedgerStands() {
        assertThat(Judgement.of(100, RANGE)).isEqualTo(new Judgement.Apply());
    }

    @Test
    void shouldSkipWhatTheLedgerIsPast() {
        assertThat(Judgement.of(200, RANGE)).isEqualTo(new Judgement.Repeat());
        assertThat(Judgement.of(Long.MAX_VALUE, RANGE)).isEqualTo(new Judgement.Repeat());
    }

    @Test
    void shouldFindAGap() {
        assertThat(Judgement.of(99, RANGE)).isEqualTo(new Judgement.Gap(1));
        assertThat(Judgement.of(0, RANGE)).isEqualTo(new Judgement.Gap(100));
    }

    @Test
    void shouldFindAnOverlap() {
        assertThat(Judgement.of(101, RANGE)).isEqualTo(new Judgement.Overlap(1));
        assertThat(Judgement.of(199, RANGE)).isEqualTo(new Judgement.Overlap(99));
    }

    @Test
    void shouldNotHaveAnEmptyRange() {
        assertThatThrownBy(() -> new OffsetRange(5, 5)).hasMessage("[5, 5) is not a range of offsets");
        assertThatThrownBy(() -> new OffsetRange(-1, 5)).hasMessage("[-1, 5) is not a range of offsets");
    }
}
