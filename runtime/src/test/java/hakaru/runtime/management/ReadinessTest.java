package hakaru.runtime.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void shouldBeReadyWithoutConditions() {
        assertThat(readiness.isReady()).isTrue();
    }

    @Test
    void shouldBeReadyWhenEveryConditionIsMet() {
        Readiness.Condition kafka = readiness.condition("kafka", "not asked");
        Readiness.Condition mysql = readiness.condition("mysql", "not asked");

        kafka.met();
        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.reasons()).isEqualTo(Map.of("mysql", "not asked"));

        mysql.met();
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.reasons()).isEmpty();
    }

    @Test
    void shouldGiveTheLatestReason() {
        Readiness.Condition kafka = readiness.condition("kafka", "not asked");

        kafka.met();
        kafka.unmet("no answer");

        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.reasons()).isEqualTo(Map.of("kafka", "no answer"));
    }

    @Test
    void shouldTellNewsFromRepetition() {
        Readiness.Condition kafka = readiness.condition("kafka", "not asked");

        assertThat(kafka.unmet("not asked")).isFalse();
        assertThat(kafka.unmet("no answer")).isTrue();
        assertThat(kafka.unmet("no answer")).isFalse();
        assertThat(kafka.met()).isTrue();
        assertThat(kafka.met()).isFalse();
    }
}
