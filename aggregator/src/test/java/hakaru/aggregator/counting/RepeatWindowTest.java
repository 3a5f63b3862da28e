package hakaru.aggregator.counting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatWindowTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long WINDOW = Duration.ofMinutes(2).toMillis();
    private static final long LONGEST = WINDOW + WINDOW / 2;

    private final RepeatWindow window = window(1_000);
    private long offset;

    @Test
    void shouldKnowAnIdForAsLongAsTheWindow() {
        assertThat(isRepeat("a", NOW)).isFalse();
        assertThat(isRepeat("a", NOW + WINDOW)).isTrue();
    }

    @Test
    void shouldKnowAnIdThatCameLastOfItsGeneration() {
        isRepeat("first", NOW);
        long last = NOW + WINDOW / 4 - 1;

        assertThat(isRepeat("a", last)).isFalse();
        assertThat(isRepeat("other", last + WINDOW)).isFalse();
        assertThat(isRepeat("a", last + WINDOW)).isTrue();
    }

    @Test
    void shouldForgetAnIdAHalfWindowLaterAtLast() {
        isRepeat("a", NOW);

        assertThat(isRepeat("a", NOW + LONGEST)).isFalse();
    }

    @Test
    void shouldKnowAnIdForAWindowMoreWhenItCameAgain() {
        isRepeat("a", NOW);
        isRepeat("a", NOW + WINDOW);

        assertThat(isRepeat("a", NOW + 2 * WINDOW)).isTrue();
    }

    @Test
    void shouldKnowARepeatWhoseClockIsBehind() {
        isRepeat("a", NOW);

        assertThat(isRepeat("a", NOW - WINDOW)).isTrue();
        assertThat(window.note()).hasSize(1);
    }

    @Test
    void shouldTellAnIdOfAnotherAdFromIt() {
        isRepeat("a", NOW);

        assertThat(window.isRepeat(record("a", NOW), "purchase")).isFalse();
    }

    @Test
    void shouldForgetByRecordsWithoutIds() {
        isRepeat("a", NOW);

        window.pass(NOW + LONGEST - 1);
        assertThat(window.ids()).isEqualTo(1);
        window.pass(NOW + LONGEST);

        assertThat(window.ids()).isZero();
        assertThat(window.note()).isEmpty();
        assertThat(window.toRefill(7).isEmpty()).isTrue();
    }

    @Test
    void shouldForgetTheOldestFirstWhenThereIsNoRoom() {
        RepeatWindow small = window(80);
        for (int i = 0; i < 100; i++) {
            assertThat(small.isRepeat(record("id-" + i, NOW), "open")).isFalse();
        }

        assertThat(small.ids()).isEqualTo(80);
        assertThat(small.takeEvicted()).isEqualTo(20);
        assertThat(small.takeEvicted()).isZero();
        assertThat(small.isRepeat(record("id-20", NOW), "open")).isTrue();
        assertThat(small.isRepeat(record("id-99", NOW), "open")).isTrue();
        assertThat(small.isRepeat(record("id-19", NOW), "open")).isFalse();
    }

    @Test
    void shouldNotLetAWrongTimestampForgetAnything() {
        isRepeat("a", NOW);

        window.takeUntimely(record("b", NOW + 10 * LONGEST), "open");

        assertThat(isRepeat("a", NOW)).isTrue();
        assertThat(isRepeat("b", NOW)).isTrue();
    }

    @Test
    void shouldSayWhichRecordsItRemembers() {
        isRepeat("a", NOW);
        isRepeat("b", NOW + 1);
        isRepeat("c", NOW + WINDOW / 4);

        assertThat(window.toRefill(3)).isEqualTo(new RangeToRead(0, 3));
        assertThat(window.note())
                .extracting("fromOffset", "begin")
                .containsExactly(tuple(0L, NOW), tuple(2L, NOW + WINDOW / 4));
    }

    private static RepeatWindow window(int maxIds) {
        return new RepeatWindow(new RepeatConfig(Duration.ofMillis(WINDOW), maxIds), new SipHash(1, 2), List.of());
    }

    private boolean isRepeat(String id, long timestamp) {
        window.pass(timestamp);
        return window.isRepeat(record(id, timestamp), "open");
    }

    private SourceRecord record(String id, long timestamp) {
        return new SourceRecord("impressions", 0, offset++, timestamp, id.getBytes(US_ASCII), null);
    }
}
