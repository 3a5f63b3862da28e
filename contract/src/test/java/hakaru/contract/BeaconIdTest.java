package hakaru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "-", "018f3e9c-7d11-7c2e-9a55-3f6a1b2c4d5e", "A.b_c~d-9"})
    void shouldTakeWhatAnAddressCarriesWithoutEscapes(String id) {
        assertThat(BeaconId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a+b", "a%", "é", "a\n", "\u0000", "١"})
    void shouldRefuseAnythingElse(String id) {
        assertThat(BeaconId.isValid(id)).isFalse();
    }

    @Test
    void shouldTakeSixtyFourCharactersAndNotOneMore() {
        assertThat(BeaconId.isValid("x".repeat(64))).isTrue();
        assertThat(BeaconId.isValid("x".repeat(65))).isFalse();
    }
}
