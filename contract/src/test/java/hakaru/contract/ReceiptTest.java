package hakaru.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
    @Test
    void shouldReadWhatItWrites() {
        Receipt receipt = new Receipt("lMYWbB7aTTmMgNzGNYQZxQ", 11, 1_234_567_890_123L);

        assertThat(receipt).hasToString("lMYWbB7aTTmMgNzGNYQZxQ/11/1234567890123");
        assertThat(Receipt.parse(" " + receipt + "\n")).isEqualTo(receipt);
    }

    @ParameterizedTest
    @CsvSource({"'', 0, 0", "a, -1, 0", "a, 0, -1"})
    void shouldNameARecord(String topicId, int partition, long offset) {
        assertThatThrownBy(() -> new Receipt(topicId, partition, offset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not '%s', partition %d, offset %d", topicId, partition, offset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a/b", "a/1", "a/1/", "a/-1/2", "a/1/2/3", "/1/2", "a b/1/2", "a/1/99999999999999999999"})
    void shouldSayWhatAReceiptLooksLike(String text) {
        assertThatThrownBy(() -> Receipt.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as lMYWbB7aTTmMgNzGNYQZxQ/3/123456");
    }
}
