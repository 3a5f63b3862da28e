package hakaru.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hakaru.contract.Impression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A beacon that is an impression.
 *
 * @param receipt when it came, in milliseconds since 1970-01-01T00:00:00Z
 * @param id what it is known by when it is sent again
 */
public record Beacon(long receipt, String ad, long value, Optional<String> id) {
    /** Bytes of a record beside the ad's own, near enough. */
    private static final int RECORD_OVERHEAD = 16;

    /** Repeats must meet in one partition; without an id there is no key, so that no popular ad makes a hot one. */
    byte @Nullable [] key() {
        return id.isPresent() ? id.get().getBytes(US_ASCII) : null;
    }

    byte[] encoded() {
        return Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
    }

    /** About what its record takes. */
    int bytes() {
        return ad.length() + RECORD_OVERHEAD;
    }
}
