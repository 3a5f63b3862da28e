package hakaru.sink.writer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hakaru.runtime.Backoff;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RetryTest {
    private final SQLException away = new SQLTransientConnectionException("nobody answers");
    private final SQLException noRight = new SQLException("INSERT command denied", "42000", 1142);

    private final Logger log = (Logger) LoggerFactory.getLogger(Retry.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Retry retry = new Retry(
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
            new Readiness().condition("mysql", ""),
            new WriterMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void shouldTellOfAnOutageOnce() {
        for (int i = 0; i < 10; i++) {
            retry.failed(Retry.Step.WRITE, away);
        }
        retry.succeeded(Retry.Step.WRITE);

        assertThat(levels()).containsExactly(Level.WARN, Level.INFO);
    }

    @Test
    void shouldTellWhenAnOutageTurnsIntoWhatSomebodyMustMend() {
        for (int i = 0; i < 5; i++) {
            retry.failed(Retry.Step.WRITE, away);
        }
        retry.failed(Retry.Step.WRITE, noRight);
        retry.failed(Retry.Step.WRITE, away);
        retry.failed(Retry.Step.WRITE, noRight);

        assertThat(levels()).containsExactly(Level.WARN, Level.ERROR);
    }

    private List<Level> levels() {
        return lines.list.stream()
                .map(ILoggingEvent::getLevel)
                .filter(level -> level.isGreaterOrEqual(Level.INFO))
                .toList();
    }
}
