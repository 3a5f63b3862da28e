package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.UnlistedAd;
import hakaru.sink.Counts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnlistedAdsTest {
    private static ReceivedBatch batch(List<CountRow> rows, List<CountRow> invalid) {
        return new ReceivedBatch(new Ledger.Key("topic", 0), new OffsetRange(0, 30), 1, rows, invalid, 2, 1);
    }

    private static CountRow count(String ad, long impressions, long valueSum) {
        return new CountRow(Counts.SECOND, ad, impressions, valueSum);
    }

    private static CountRow invalid(String ad, String reason, long impressions, long valueSum) {
        return new CountRow(Counts.SECOND, ad, reason, impressions, valueSum);
    }

    @Test
    void shouldLeaveABatchOfOtherAdsAsItIs() {
        ReceivedBatch batch = batch(List.of(count("open", 10, 20)), List.of());

        assertThat(new UnlistedAds(Set.of("shut")).in(batch)).isSameAs(batch);
    }

    @Test
    void shouldCountUnlistedAdsUnderOneNameAndEachImpressionAsInvalidOnce() {
        ReceivedBatch batch = batch(
                List.of(count("open", 10, 20), count("made-up-1", 10, 30), count("made-up-2", 5, 5)),
                List.of(
                        invalid("open", "bot", 1, 2),
                        invalid("made-up-1", "bot", 4, 12),
                        invalid("made-up-2", "prefetch", 5, 5)));

        ReceivedBatch unlisted = new UnlistedAds(Set.of("made-up-1", "made-up-2")).in(batch);

        assertThat(unlisted.rows())
                .containsExactly(count("open", 10, 20), count(UnlistedAd.NAME, 10, 30), count(UnlistedAd.NAME, 5, 5));
        assertThat(unlisted.invalid())
                .containsExactlyInAnyOrder(
                        invalid("open", "bot", 1, 2),
                        invalid(UnlistedAd.NAME, "bot", 4, 12),
                        invalid(UnlistedAd.NAME, "prefetch", 5, 5),
                        invalid(UnlistedAd.NAME, "unlisted", 6, 18));
        assertThat(unlisted.with(batch.rows(), batch.invalid())).isEqualTo(batch);
    }
}
