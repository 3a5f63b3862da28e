package hakaru.runtime.kafka;

import hakaru.runtime.PeriodicTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the id that Kafka gave a topic, and looks now and then whether it is still the same: a topic that was deleted and
 * created again has another one. Owns a thread; safe for use by several.
 */
public final class TopicId implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicId.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;
    private final PeriodicTask task;
    private volatile Optional<String> latest = Optional.empty();

    private TopicId(String service, KafkaConfig kafka, String topic) {
        this.admin = kafka.admin("hakaru-topic-id");
        this.topic = topic;
        this.task = new PeriodicTask(service + "-topic-id", INTERVAL, this::ask);
    }

    /**
     * Asks once before it returns.
     *
     * @param service names the thread
     * @param topic with the deployment's prefix
     */
    public static TopicId start(String service, KafkaConfig kafka, String topic) throws InterruptedException {
        TopicId id = new TopicId(service, kafka, topic);
        id.ask();
        id.task.start();
        return id;
    }

    /** As it was seen last; empty while Kafka has never said. */
    public Optional<String> latest() {
        return latest;
    }

    /** Two requests, each bounded by the client's own timeout. */
    private void ask() throws InterruptedException {
        try {
            latest = admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .map(description -> description.topicId().toString())
                    .findFirst();
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("Kafka does not describe {}", topic, e);
        }
    }

    @Override
    public void close() {
        task.close();
        admin.close(CLOSE_LIMIT);
    }
}
