package hakaru.ingest.beacon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.contract.Impression;
import hakaru.contract.Invalidity;
import hakaru.contract.UnlistedAd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A beacon that is an impression.
 *
 * @param id what it is known by when it is sent again
 * @param invalid why the impression is not valid, if it is not
 */
public record Beacon(String ad, long value, Optional<String> id, Invalidity invalid) implements BeaconQuery {
    /** Bytes of a record beside the ad's own, near enough. */
    private static final int RECORD_OVERHEAD = 16;

    Beacon(String ad, long value, Optional<String> id) {
        this(ad, value, id, Invalidity.INVALIDITY_NONE);
    }

    /** What its request's headers say of it; nearly all are valid, and stay the same. */
    public Beacon judged(Invalidity verdict) {
        return verdict == invalid ? this : new Beacon(ad, value, id, verdict);
    }

    /**
     * Repeats must meet in one partition; without an id there is no key, so that no popular ad makes a hot one. Ads that are
     * counted under one name are told apart by their own, behind a slash, which no id has.
     */
    public byte @Nullable [] key() {
        if (id.isEmpty()) {
            return null;
        }
        return isUnlisted() ? (id.get() + '/' + ad).getBytes(UTF_8) : id.get().getBytes(US_ASCII);
    }

    public byte[] encoded() {
        return Impression.newBuilder()
                .setAd(countedAs())
                .setValue(value)
                .setInvalid(invalid)
                .build()
                .toByteArray();
    }

    /** The name of an ad that is not on the list is not kept: whoever invents names shall not fill tables with them. */
    private String countedAs() {
        return isUnlisted() ? UnlistedAd.NAME : ad;
    }

    private boolean isUnlisted() {
        return invalid == Invalidity.INVALIDITY_UNLISTED;
    }

    /** About what its record takes. */
    public int bytes() {
        return countedAs().length() + RECORD_OVERHEAD;
    }
}
