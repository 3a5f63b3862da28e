package hakaru.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> NAMES =
            List.of("INGEST_PORT", "INGEST_DRAIN_DELAY", "INGEST_ACK_TIMEOUT", "acks");

    @Test
    void shouldSuggestTheNearestName() {
        assertThat(Suggestion.from(NAMES, "INGEST_PROT")).isEqualTo("; did you mean INGEST_PORT?");
        assertThat(Suggestion.from(NAMES, "INGEST_DRAIN_DELAYS")).isEqualTo("; did you mean INGEST_DRAIN_DELAY?");
        assertThat(Suggestion.from(NAMES, "INGEST_TIMEOUT")).isEqualTo("; did you mean INGEST_ACK_TIMEOUT?");
    }

    @Test
    void shouldTakeTwoSwappedLettersForOneError() {
        assertThat(Suggestion.from(List.of("OWNER", "OPENS"), "OPNES")).isEqualTo("; did you mean OPENS?");
    }

    @Test
    void shouldSuggestNothingWhenNoNameIsNear() {
        assertThat(Suggestion.from(NAMES, "INGEST_WORKERS")).isEmpty();
        assertThat(Suggestion.from(List.of(), "INGEST_PORT")).isEmpty();
    }

    @Test
    void shouldAllowAShortNameFewErrors() {
        assertThat(Suggestion.from(NAMES, "ack")).isEqualTo("; did you mean acks?");
        assertThat(Suggestion.from(NAMES, "box")).isEmpty();
    }
}
