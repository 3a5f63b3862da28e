package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import hakaru.contract.UnlistedAd;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdFilterTest {
    private static final long SECOND = 1_780_000_000;

    private static ReceivedBatch batch(CountBatch.Builder counts) {
        return new ReceivedBatch(new Ledger.Key("topic", 0), new OffsetRange(0, 30), 1, counts.build());
    }

    private static Count count(String ad, long impressions, long valueSum) {
        return Count.newBuilder()
                .setSecond(SECOND)
                .setAd(ad)
                .setImpressions(impressions)
                .setValueSum(valueSum)
                .build();
    }

    private static InvalidCount invalid(String ad, Invalidity reason, long impressions, long valueSum) {
        return InvalidCount.newBuilder()
                .setSecond(SECOND)
                .setAd(ad)
                .setReason(reason)
                .setImpressions(impressions)
                .setValueSum(valueSum)
                .build();
    }

    @Test
    void shouldLeaveABatchOfOtherAdsAsItIs() {
        ReceivedBatch batch = batch(CountBatch.newBuilder().addCounts(count("open", 10, 20)));

        assertThat(new AdFilter(Set.of("shut")).apply(batch)).isSameAs(batch);
    }

    @Test
    void shouldCountRefusedAdsUnderOneNameAndEachImpressionAsInvalidOnce() {
        ReceivedBatch batch = batch(CountBatch.newBuilder()
                .addCounts(count("open", 10, 20))
                .addCounts(count("made-up-1", 10, 30))
                .addCounts(count("made-up-2", 5, 5))
                .addInvalid(invalid("open", Invalidity.INVALIDITY_BOT, 1, 2))
                .addInvalid(invalid("made-up-1", Invalidity.INVALIDITY_BOT, 4, 12))
                .addInvalid(invalid("made-up-2", Invalidity.INVALIDITY_PREFETCH, 5, 5)));

        CountBatch counts =
                new AdFilter(Set.of("made-up-1", "made-up-2")).apply(batch).counts();

        assertThat(counts.getCountsList())
                .containsExactly(count("open", 10, 20), count(UnlistedAd.NAME, 10, 30), count(UnlistedAd.NAME, 5, 5));
        assertThat(counts.getInvalidList())
                .containsExactlyInAnyOrder(
                        invalid("open", Invalidity.INVALIDITY_BOT, 1, 2),
                        invalid(UnlistedAd.NAME, Invalidity.INVALIDITY_BOT, 4, 12),
                        invalid(UnlistedAd.NAME, Invalidity.INVALIDITY_PREFETCH, 5, 5),
                        invalid(UnlistedAd.NAME, Invalidity.INVALIDITY_UNLISTED, 6, 18));
    }
}
