package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(1);
    private static final Instant THIRD = FIRST.plusSeconds(2);

    private boolean away;
    private final Remembered<String> remembered = new Remembered<>("The source", this::read);

    @Test
    void shouldKeepTheLastValueAndSaySinceWhenTheSourceIsAway() {
        remembered.read(FIRST);
        away = true;

        remembered.read(SECOND);

        Remembered.Known<String> known = remembered.read(THIRD);
        assertThat(known.value()).contains("read at " + FIRST);
        assertThat(known.awaySince()).contains(SECOND);
    }

    @Test
    void shouldForgetTheFailureWhenTheSourceAnswersAgain() {
        away = true;
        assertThat(remembered.read(FIRST).value()).isEmpty();
        away = false;

        Remembered.Known<String> known = remembered.read(SECOND);

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
