package hakaru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @ParameterizedTest
    @CsvSource({"0, 0 MB", "335400000, 335 MB", "999000000, 999 MB", "1200000000, 1.2 GB", "64000000000, 64.0 GB"})
    void shouldSpellBytesForPeople(long bytes, String text) {
        assertThat(Bytes.text(bytes)).isEqualTo(text);
    }
}
