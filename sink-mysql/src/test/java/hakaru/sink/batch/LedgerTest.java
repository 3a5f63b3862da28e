package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private final Ledger ledger = new Ledger(List.of(row(10, 7), row(1, 30)));

    private static Ledger.Row row(int partition, long countedTo) {
        return new Ledger.Row(new Ledger.Key("topic", partition), countedTo, 0, Optional.empty());
    }

    @Test
    void shouldHaveReachedItsOwnPositions() {
        assertThat(ledger.positions())
                .containsExactly("topic/1/30", "topic/10/7")
                .allMatch(ledger::hasReached);
    }

    /** Whoever writes such a line into a closed day gets an answer, not an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic/1/31",
                "topic/2/1",
                "other/1/1",
                "forged",
                "topic/29",
                "topic/x/29",
                "topic/1/x",
                "topic/01/29",
                "topic/1/-1",
                "topic/99999999999/1",
                "topic/1/99999999999999999999",
                "/",
                ""
            })
    void shouldNotHaveReachedAnyOther(String position) {
        assertThat(ledger.hasReached(position)).isFalse();
    }
}
