package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.ingest.traffic.AdListConfig;
import hakaru.ingest.warmup.Practice;
import hakaru.ingest.warmup.WarmUp;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpIT {
    @Test
    void shouldPractiseAndPublishNothing() throws Exception {
        IngestConfig config = config(Duration.ofSeconds(1));

        assertThat(WarmUp.run(config.http(), config.publish(), config.warmUp())).isPositive();
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
        IngestConfig config = config(Duration.ZERO);

        assertThat(WarmUp.run(config.http(), config.publish(), config.warmUp())).isZero();
    }

    @Test
    void shouldPractiseBesideWhatElseStarts() throws Exception {
        IngestConfig config = config(Duration.ofSeconds(1));

        try (Practice practice = practice(config)) {
            assertThat(practice.await()).isPositive();
        }
        assertThat(config.withoutWarmUp()).isEqualTo(config(Duration.ZERO, config));
    }

    @Test
    void shouldEndWithTheStartThatFails() throws Exception {
        Practice practice = practice(config(Duration.ofMinutes(5)));

        practice.close();

        assertThatThrownBy(practice::await).hasCauseInstanceOf(InterruptedException.class);
    }

    private static Practice practice(IngestConfig config) {
        return Practice.start(config.http(), config.publish(), config.warmUp());
    }

    private static IngestConfig config(Duration warmUp) {
        return config(warmUp, RunningApi.config(TestKafka.shared()));
    }

    private static IngestConfig config(Duration warmUp, IngestConfig usual) {
        return new IngestConfig(
                usual.http(), usual.management(), warmUp, usual.drainDelay(), AdListConfig.NONE, usual.publish());
    }
}
