package hakaru.runtime.kafka;

import hakaru.runtime.StartException;
import hakaru.runtime.management.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
     * Waits without limit for Kafka, then creates or checks the topics; while one has fewer partitions than the topic that is
     * counted, waits for them to be raised.
     *
     * @param names topic names without the deployment's prefix; the first one is the topic that is counted
     * @throws StartException when a topic does not fit, or Kafka refuses; waiting would not help
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public void pass(List<String> names) throws InterruptedException {
        List<String> topics = names.stream().map(kafka::topic).toList();
        while (!ensured(topics)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        condition.met();
    }

    /** Opens a client of its own each time: none can be had before the brokers' names resolve. */
    private boolean ensured(List<String> topics) throws InterruptedException {
        try (Admin admin = kafka.admin("hakaru-setup")) {
            Optional<String> raise = new TopicSetup(admin, kafka.topics()).ensure(topics);
            raise.ifPresent(this::noteRaise);
            return raise.isEmpty();
        } catch (ExecutionException | KafkaException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (!mayPass(failure)) {
                throw new StartException("cannot create or check the topics " + topics + ": " + failure, e);
            }
            noteUnanswered(failure);
            return false;
        }
    }

    private void noteRaise(String reason) {
        if (condition.unmet(reason)) {
            LOG.error("Waiting for partitions: {}", reason);
        }
    }

    /** A timeout's own message differs each time, but is no news. */
    private void noteUnanswered(Throwable failure) {
        String answer = failure instanceof TimeoutException ? "no answer" : String.valueOf(failure.getMessage());
        String reason = kafka.bootstrapServers() + ": " + answer;
        boolean isNews = condition.unmet(reason);
        // A topic that was created a moment ago is not known to every broker yet: no reason to warn of.
        if (isNews && !(failure instanceof UnknownTopicOrPartitionException)) {
            LOG.warn("Waiting for Kafka at {}", reason);
        }
    }

    /** Too few brokers for the replicas asked for, or a name that does not resolve: they may still be starting. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof InvalidReplicationFactorException
                || (failure instanceof ConfigException
                        && String.valueOf(failure.getMessage()).startsWith("No resolvable bootstrap urls"));
    }
}
