package hakaru.aggregator.combiner;

import hakaru.contract.Count;
import hakaru.contract.CountBatch;

/** Expected batches, in few words. */
final class Batches {
    private Batches() {}

    static CountBatch.Builder batch(long from, long to) {
        return CountBatch.newBuilder()
                .setTopicId(FakeImpressionLog.TOPIC_ID)
                .setFromOffset(from)
                .setToOffset(to);
    }

    static Count count(long second, String ad, long impressions, long valueSum) {
        return Count.newBuilder()
                .setSecond(second)
                .setAd(ad)
                .setImpressions(impressions)
                .setValueSum(valueSum)
                .build();
    }
}
