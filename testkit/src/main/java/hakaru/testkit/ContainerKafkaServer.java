package hakaru.testkit;

import hakaru.embedded.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.kafka.KafkaContainer;

/** Runs the test's broker in a container. */
final class ContainerKafkaServer implements KafkaServer {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int CLIENT_PORT = 9092;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** The broker is a grandchild of the container's first process, which does not pass signals on. */
    private static final String END_BROKER = "kill $(grep -lx java /proc/[0-9]*/comm | cut -d/ -f3)";

    /** What the embedded broker has too; for the reasons see there. */
    private static final Map<String, String> SETTINGS = Map.of(
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
            "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
            "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4",
            "KAFKA_BROKER_SESSION_TIMEOUT_MS", "3000",
            "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "500",
            "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000",
            "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000",
            "KAFKA_HEAP_OPTS", "-Xmx512m");

    private final KafkaContainer kafka = new KafkaContainer(IMAGE).withEnv(SETTINGS);
    private final RestartableContainer container = new RestartableContainer(kafka, Ports.free(), CLIENT_PORT);

    @Override
    public String bootstrapServers() {
        return container.address();
    }

    @Override
    public synchronized void start() {
        container.start();
        Await.until("the broker at " + bootstrapServers(), START_LIMIT, this::answers);
    }

    private boolean answers() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return !admin.describeCluster()
                    .nodes()
                    .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .isEmpty();
        }
    }

    @Override
    public synchronized void stop() {
        if (!kafka.isRunning()) {
            return;
        }
        try {
            kafka.execInContainer("sh", "-c", END_BROKER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("the broker could not be told to stop", e);
        }
        container.stop();
    }

    @Override
    public void discard() {
        container.remove();
    }
}
