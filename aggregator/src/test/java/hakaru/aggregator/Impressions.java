package hakaru.aggregator;

import hakaru.contract.Impression;

/** Record values for tests. */
public final class Impressions {
    private static final byte[] UNDECODABLE = {(byte) 0xff, 1, 2};

    private Impressions() {}

    /** The same one each time. */
    public static byte[] undecodable() {
        return UNDECODABLE;
    }

    public static byte[] of(String ad, long value) {
        return Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
    }
}
