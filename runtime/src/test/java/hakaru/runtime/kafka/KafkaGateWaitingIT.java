package hakaru.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.NamedThreads;
import hakaru.runtime.StartException;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.management.Readiness;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaGateWaitingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A port that nothing can listen on. */
    private static final String NOBODY = "127.0.0.1:1";

    private final Readiness readiness = new Readiness();
    private final ExecutorService service = Executors.newSingleThreadExecutor(NamedThreads.daemons("service-start"));

    @AfterEach
    void endTheService() throws InterruptedException {
        service.shutdownNow();
        assertThat(service.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void shouldWaitWhileTheBrokerIsDown() throws Exception {
        try (TestKafka kafka = TestKafka.own()) {
            kafka.stop();
            Future<Void> passing = pass(kafka.bootstrapServers(), 1);
            awaitReason(kafka.bootstrapServers() + ": no answer");

            kafka.start();

            passing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(readiness.isReady()).isTrue();
        }
    }

    @Test
    void shouldWaitForANameThatDoesNotResolveYet() {
        Future<Void> passing = pass("nowhere.invalid:9092", 1);

        awaitReason("nowhere.invalid:9092: No resolvable bootstrap urls given in bootstrap.servers");

        assertThat(passing).isNotDone();
    }

    @Test
    void shouldWaitForEnoughBrokers() {
        Future<Void> passing = pass(TestKafka.shared().bootstrapServers(), 3);

        Await.until("the reason", LIMIT, () -> reason().contains("replication factor"));

        assertThat(passing).isNotDone();
    }

    @Test
    void shouldNotWaitForAnAddressThatIsNone() {
        assertThatThrownBy(() -> gate("localhost", 1).pass(List.of("impressions")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot create or check the topics")
                .hasMessageContaining("Invalid url in bootstrap.servers: localhost");
    }

    @Test
    void shouldStopWaitingWhenInterrupted() throws Exception {
        Future<Void> passing = pass(NOBODY, 1);
        awaitReason(NOBODY + ": no answer");

        service.shutdownNow();

        assertThatThrownBy(() -> passing.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(readiness.isReady()).isFalse();
    }

    private Future<Void> pass(String bootstrapServers, int replicas) {
        KafkaGate gate = gate(bootstrapServers, replicas);
        return service.submit(() -> {
            gate.pass(List.of("impressions"));
            return null;
        });
    }

    private KafkaGate gate(String bootstrapServers, int replicas) {
        String prefix = TestKafka.shared().newTopicPrefix();
        TopicSpec topics = new TopicSpec(prefix, true, 1, (short) replicas, Duration.ofHours(1));
        return new KafkaGate(new KafkaConfig(bootstrapServers, ClientProperties.NONE, topics), readiness);
    }

    private void awaitReason(String reason) {
        Await.until(reason, LIMIT, () -> reason().equals(reason));
    }

    private String reason() {
        return readiness.reasons().getOrDefault("kafka", "");
    }
}
