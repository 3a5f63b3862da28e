package hakaru.aggregator.counting;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.counting.RecordRules.Countable;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import org.junit.jupiter.api.Test;

class PendingCountsTest {
    private static final int BOT = Invalidity.INVALIDITY_BOT_VALUE;
    private static final int AHEAD = Invalidity.INVALIDITY_PREFETCH_VALUE;

    private final PendingCounts pending = new PendingCounts();

    private CountBatch batch() {
        CountBatch.Builder batch = CountBatch.newBuilder();
        pending.writeTo(batch);
        return batch.build();
    }

    @Test
    void shouldCountInvalidImpressionsAmongAllAndByReason() {
        pending.add(new Countable(7, "open", 3, 0));
        pending.add(new Countable(7, "open", 4, BOT));
        pending.add(new Countable(7, "open", 5, BOT));
        pending.add(new Countable(7, "open", 6, AHEAD));
        assertThat(pending.impressions()).isEqualTo(4);
        assertThat(pending.rows()).isEqualTo(3);

        CountBatch batch = batch();

        assertThat(batch.getCountsList()).singleElement().satisfies(count -> {
            assertThat(count.getImpressions()).isEqualTo(4);
            assertThat(count.getValueSum()).isEqualTo(18);
        });
        assertThat(batch.getInvalidList())
                .containsExactlyInAnyOrder(
                        invalid(Invalidity.INVALIDITY_BOT, 2, 9), invalid(Invalidity.INVALIDITY_PREFETCH, 1, 6));
    }

    private static InvalidCount invalid(Invalidity reason, long impressions, long valueSum) {
        return InvalidCount.newBuilder()
                .setSecond(7)
                .setAd("open")
                .setReason(reason)
                .setImpressions(impressions)
                .setValueSum(valueSum)
                .build();
    }

    @Test
    void shouldSayNothingOfInvalidImpressionsWhereThereAreNone() {
        pending.add(new Countable(7, "open", 3, 0));

        assertThat(batch().getInvalidCount()).isZero();
    }

    /** Of a newer API. */
    @Test
    void shouldPassOnAReasonThatItDoesNotKnow() {
        pending.add(new Countable(7, "open", 3, 77));

        assertThat(batch().getInvalid(0).getReasonValue()).isEqualTo(77);
    }

    @Test
    void shouldTakeNoMoreBytesThanItSays() {
        for (int ad = 0; ad < 300; ad++) {
            pending.add(new Countable(Long.MAX_VALUE, "ad-" + ad, 0xFFFF_FFFFL, 1 + ad % 90));
        }
        int bytes = pending.bytes();

        assertThat(batch().getSerializedSize()).isLessThanOrEqualTo(bytes + 32);
    }
}
