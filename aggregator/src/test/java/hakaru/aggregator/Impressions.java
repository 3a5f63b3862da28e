package hakaru.aggregator;

import hakaru.contract.Impression;

/** Record values for tests. */
public final class Impressions {
    public static final byte[] UNDECODABLE = {(byte) 0xff, 1, 2};

    private Impressions() {}

    public static byte[] of(String ad, long value) {
        return Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
    }
}
