package hakaru.sink.mysql.closing;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.kafka.TopicOffsets;
import hakaru.sink.batch.AwaitedEnds;
import hakaru.sink.mysql.RollUpStage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementIT {
    /** The table has whole seconds; with a half cut off, views would say final before days are closed. */
    @Test
    void shouldNotSayThatAPeriodIsFinalTooEarly() throws SQLException {
        try (RollUpStage stage = new RollUpStage()) {
            AwaitedEnds awaited = new AwaitedEnds();
            awaited.add(Instant.EPOCH, new TopicOffsets("topic", Map.of(0, 0L)));

            new Settlement(stage.connections(), Duration.ofMillis(1_500)).move(awaited);

            assertThat(stage.text("SELECT final_after_seconds FROM settlement")).isEqualTo("2");
        }
    }
}
