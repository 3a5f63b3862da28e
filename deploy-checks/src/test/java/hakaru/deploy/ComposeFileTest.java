package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every service in docker-compose.yml. */
class ComposeFileTest {
    /** A process ends itself after two minutes; Docker must not be faster. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private final ComposeFile compose;

    ComposeFileTest() throws IOException {
        compose = ComposeFile.read();
    }

    @Test
    void shouldPinEveryImage() {
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThat(service.text("image"))
                        .as(service.name())
                        .matches("[a-z/-]+:(\\d[\\w.-]*|\\$\\{HAKARU_VERSION:-\\d[\\w.-]*})"));
    }

    @Test
    void shouldOpenPortsOnLoopbackOnly() {
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThat(service.list("ports"))
                        .as(service.name())
                        .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\$\\{[A-Z_]+:-\\d+}:\\d+")));
    }

    @Test
    void shouldCheckTheHealthOfWhatGoesOn() {
        assertThat(compose.services().values()).allSatisfy(service -> {
            boolean disabled = Boolean.TRUE.equals(service.map("healthcheck").get("disable"));
            boolean checked = service.map("healthcheck").containsKey("test")
                    // The image has a check of its own.
                    || (!service.module().isEmpty() && !disabled);
            assertThat(checked).as(service.name()).isEqualTo(!service.isJob());
        });
    }

    @Test
    void shouldWaitUntilAJobIsDoneAndAServiceIsHealthy() {
        assertThat(compose.services().values())
                .allSatisfy(service -> service.conditions()
                        .forEach((other, condition) -> assertThat(condition)
                                .as("%s waits for %s", service, other)
                                .isEqualTo(
                                        compose.service(other).isJob()
                                                ? "service_completed_successfully"
                                                : "service_healthy")));
    }

    @Test
    void shouldRunWithAsFewRightsAsItNeeds() {
        assertThat(compose.services().values()).allSatisfy(service -> {
            assertThat(service.list("cap_drop")).as(service.name()).containsExactly("ALL");
            assertThat(service.list("security_opt")).as(service.name()).contains("no-new-privileges:true");
            assertThat(service.text("mem_limit")).as(service.name()).matches("\\d+[mg]");
            assertThat(service.text("restart")).as(service.name()).isIn("unless-stopped", "no");
            assertThat(service.text("privileged")).as(service.name()).isEmpty();
        });
        assertThat(compose.ours())
                .isNotEmpty()
                .allSatisfy(service -> assertThat(service.text("read_only")).isEqualTo("true"))
                .allSatisfy(service -> assertThat(service.list("cap_add")).isEmpty());
    }

    @Test
    void shouldLetAProcessStopByItself() {
        assertThat(compose.ours())
                .allSatisfy(service -> assertThat(duration(service.text("stop_grace_period")))
                        .as(service.name())
                        .isGreaterThan(STOP_LIMIT));
    }

    @Test
    void shouldStartKafkaByTheScriptThatWaitsForTheController() {
        Map<?, ?> fields = compose.service("kafka").fields();

        assertThat(fields.get("command")).hasToString("[bash, /opt/hakaru/start-broker]");
        // The wait is only of use when the controller outlives the broker.
        assertThat(compose.service("kafka").environment()).containsEntry("KAFKA_PROCESS_ROLES", "broker");
        assertThat(compose.service("kafka-controller").environment())
                .containsEntry("KAFKA_PROCESS_ROLES", "controller")
                // The script waits for longer than the default of 9 s.
                .doesNotContainKey("KAFKA_BROKER_SESSION_TIMEOUT_MS");
    }

    @Test
    void shouldKeepInAVolumeWhatMustOutliveAContainer() {
        assertThat(compose.service("kafka").list("volumes")).contains("kafka:/var/lib/kafka/data");
        assertThat(compose.service("kafka-controller").list("volumes"))
                .contains("kafka-controller:/var/lib/kafka/data");
        assertThat(compose.service("mysql").list("volumes")).contains("mysql:/var/lib/mysql");
        assertThat(compose.service("aggregator").list("volumes"))
                .as("all that the aggregator keeps is in Kafka")
                .isEmpty();
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }
}
