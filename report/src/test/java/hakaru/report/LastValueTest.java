package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastValueTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(1);
    private static final Instant THIRD = FIRST.plusSeconds(2);

    private boolean away;
    private final LastValue<String> remembered = new LastValue<>("The source", this::read);

    @Test
    void shouldKeepTheLastValueAndSaySinceWhenTheSourceIsAway() {
        remembered.read(FIRST);
        away = true;

        remembered.read(SECOND);

        LastValue.Known<String> known = remembered.read(THIRD);
        assertThat(known.value()).contains("read at " + FIRST);
        assertThat(known.awaySince()).contains(SECOND);
    }

    @Test
    void shouldForgetTheFailureWhenTheSourceAnswersAgain() {
        away = true;
        assertThat(remembered.read(FIRST).value()).isEmpty();
        away = false;

        LastValue.Known<String> known = remembered.read(SECOND);

        assertThat(known.value()).contains("read at " + SECOND);
        assertThat(known.awaySince()).isEmpty();
    }

    private String read(Instant now) throws SQLException {
        if (away) {
            throw new SQLException("planned");
        }
        return "read at " + now;
    }
}
