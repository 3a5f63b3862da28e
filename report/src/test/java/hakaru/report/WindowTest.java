package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant FROM = Instant.parse("2026-11-01T08:00:00Z");
    private static final long FIRST = FROM.getEpochSecond();
    private static final long LAST = FIRST + Window.SECONDS - 1;

    @Test
    void shouldFillEverySecondOfEachAd() {
        Window window = Window.of(FROM, Map.of(FIRST, 2L, LAST, 3L), Map.of("open", Map.of(FIRST, 2L, LAST, 3L)));

        List<Long> impressions = window.series().get(0).impressions();
        assertThat(impressions).hasSize(Window.SECONDS).startsWith(2L, 0L).endsWith(0L, 3L);
        assertThat(window.other()).hasSize(Window.SECONDS).containsOnly(0L);
    }

    @Test
    void shouldGiveWhatTheLargestLeaveToTheOthers() {
        Map<String, Map<Long, Long>> largest = new LinkedHashMap<>();
        largest.put("b", Map.of(FIRST, 5L));
        largest.put("a", Map.of(FIRST, 4L));

        Window window = Window.of(FROM, Map.of(FIRST, 11L, LAST, 1L), largest);

        assertThat(window.series()).extracting(Window.Series::ad).containsExactly("b", "a");
        assertThat(window.other()).startsWith(2L, 0L).endsWith(0L, 1L);
    }

    @Test
    void shouldBeAllZeroWhenNothingWasCounted() {
        Window window = Window.of(FROM, Map.of(), Map.of());

        assertThat(window.series()).isEmpty();
        assertThat(window.other()).hasSize(Window.SECONDS).containsOnly(0L);
    }
}
