package hakaru.sink;

import hakaru.contract.Count;

/** Makes counts for tests, around one second of 2026. */
public final class Counts {
    public static final long SECOND = 1_780_000_000L;

    private Counts() {}

    /** {@code impressions} of an ad, each with the value 2. */
    public static Count of(String ad, long impressions) {
        return at(SECOND, ad, impressions);
    }

    public static Count at(long second, String ad, long impressions) {
        return withValueSum(second, ad, impressions, 2 * impressions);
    }

    public static Count withValueSum(long second, String ad, long impressions, long valueSum) {
        return Count.newBuilder()
                .setSecond(second)
                .setAd(ad)
                .setImpressions(impressions)
                .setValueSum(valueSum)
                .build();
    }
}
