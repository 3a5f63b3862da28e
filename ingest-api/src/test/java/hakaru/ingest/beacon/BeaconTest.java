package hakaru.ingest.beacon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.Impression;
import hakaru.contract.Invalidity;
import hakaru.contract.UnlistedAd;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeaconTest {
    private static Beacon beacon(String ad, Optional<String> id, Invalidity invalid) {
        return new Beacon(ad, 0, id, invalid);
    }

    @Test
    void shouldBeKnownByItsId() {
        assertThat(beacon("open", Optional.of("a~1"), Invalidity.INVALIDITY_BOT).key())
                .isEqualTo("a~1".getBytes(UTF_8));
    }

    @Test
    void shouldHaveNoKeyWithoutAnId() {
        assertThat(beacon("open", Optional.empty(), Invalidity.INVALIDITY_NONE).key())
                .isNull();
        assertThat(beacon("open", Optional.empty(), Invalidity.INVALIDITY_UNLISTED)
                        .key())
                .isNull();
    }

    /** They are counted under one name, and the same id of another ad is no repeat. */
    @Test
    void shouldTellUnlistedAdsWithOneIdApart() throws InvalidProtocolBufferException {
        Beacon one = beacon("grün", Optional.of("a~1"), Invalidity.INVALIDITY_UNLISTED);
        Beacon other = beacon("blau", Optional.of("a~1"), Invalidity.INVALIDITY_UNLISTED);

        assertThat(one.key()).isEqualTo("a~1/grün".getBytes(UTF_8));
        assertThat(other.key()).isEqualTo("a~1/blau".getBytes(UTF_8));
        assertThat(Impression.parseFrom(one.encoded()).getAd()).isEqualTo(UnlistedAd.NAME);
    }
}
