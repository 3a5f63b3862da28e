package hakaru.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a service's start until Kafka answers and the topics are there. */
public final class KafkaGate {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaGate.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaConfig kafka;
    private final Readiness.Condition condition;

    public KafkaGate(KafkaConfig kafka, Readiness readiness) {
        this.kafka = kafka;
        this.condition = readiness.condition("kafka", "has not answered yet at " + kafka.bootstrapServers());
    }

    /**
     * Waits without limit for Kafka, then creates or checks the topics.
     *
     * @param names topic names without the deployment's prefix
     * @throws UnfitTopicException when waiting would not help
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public void pass(List<String> names) throws InterruptedException {
        List<String> topics = names.stream().map(kafka::topic).toList();
        try (Admin admin = kafka.admin("hakaru-setup")) {
            TopicSetup setup = new TopicSetup(admin, kafka.topics());
            while (!ensured(setup, topics)) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
        condition.met();
    }

    private boolean ensured(TopicSetup setup, List<String> topics) throws InterruptedException {
        try {
            setup.ensure(topics);
            return true;
        } catch (ExecutionException e) {
            if (!mayPass(e.getCause())) {
                throw new IllegalStateException("cannot create or check the topics " + topics, e);
            }
            String reason = "no answer at " + kafka.bootstrapServers() + ": " + e.getCause();
            if (condition.unmet(reason)) {
                LOG.warn("Waiting for Kafka: {}", reason);
            }
            return false;
        }
    }

    /** Too few brokers for the replicas asked for: the others may still be starting. */
    private static boolean mayPass(@Nullable Throwable failure) {
        return failure instanceof RetriableException || failure instanceof InvalidReplicationFactorException;
    }
}
