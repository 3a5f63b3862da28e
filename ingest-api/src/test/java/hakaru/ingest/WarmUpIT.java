package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.ingest.traffic.AdListConfig;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpIT {
    @Test
    void shouldPractiseAndPublishNothing() throws Exception {
        IngestConfig config = config(Duration.ofSeconds(1));

        assertThat(WarmUp.run(config)).isPositive();
        try (RunningApi api = RunningApi.start(config)) {
            assertThat(api.manage("/readyz").statusCode()).isEqualTo(200);
            assertThat(api.published().count()).isZero();
            assertThat(api.metric("hakaru_ingest_acknowledged_total")).isZero();

            assertThat(api.get("/hakaru?name=open&value=2").statusCode()).isEqualTo(200);

            assertThat(api.published().count()).isEqualTo(1);
            assertThat(api.metric("hakaru_ingest_acknowledged_total")).isEqualTo(1);
        }
    }

    @Test
    void shouldNotPractiseWhereThatIsTurnedOff() throws Exception {
        assertThat(WarmUp.run(config(Duration.ZERO))).isZero();
    }

    private static IngestConfig config(Duration warmUp) {
        IngestConfig usual = RunningApi.config(TestKafka.shared());
        return new IngestConfig(
                usual.http(), usual.management(), warmUp, usual.drainDelay(), AdListConfig.NONE, usual.publish());
    }
}
