package hakaru.aggregator;

import hakaru.contract.Impression;

/** Record values for tests. */
final class Impressions {
    static final byte[] UNDECODABLE = {(byte) 0xff, 1, 2};

    private Impressions() {}

    static byte[] of(String ad, long value) {
        return Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
    }
}
