package hakaru.runtime.kafka;

import hakaru.runtime.PeriodicTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the topics still are what they must be: somebody may alter them while all runs. It tells, and
 * stops nobody: what was acknowledged meanwhile must still be counted. Owns a thread.
 */
public final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final List<String> names;
    private final TopicRules rules;
    private final TopicMetrics metrics;
    private final PeriodicTask task;
    private List<String> told = List.of();

    private TopicWatch(String service, KafkaConfig kafka, List<String> names, TopicMetrics metrics) {
        this.admin = kafka.admin("hakaru-topic-watch");
        this.names = names;
        this.rules = new TopicRules(kafka.topics());
        this.metrics = metrics;
        this.task = new PeriodicTask(service + "-topic-watch", INTERVAL, this::look, this::failed);
    }

    /**
     * Starts looking.
     *
     * @param service names the thread
     * @param names topic names without the deployment's prefix; the first one is the topic that is counted
     */
    public static TopicWatch start(String service, KafkaConfig kafka, List<String> names, MeterRegistry registry) {
        List<String> topics = names.stream().map(kafka::topic).toList();
        TopicWatch watch = new TopicWatch(service, kafka, topics, new TopicMetrics(registry));
        watch.task.startNow();
        return watch;
    }

    private void look() throws ExecutionException, InterruptedException {
        TopicStates topics = TopicStates.read(admin, present());
        metrics.seen(topics, rules);
        tell(topics);
    }

    private void failed(Throwable failure, boolean isNews) {
        metrics.unseen();
        if (failure instanceof ExecutionException || failure instanceof KafkaException) {
            LOG.debug("Kafka does not describe {}", names, failure);
        } else {
            LOG.error("The topics {} cannot be checked", names, failure);
        }
    }

    /** What is not there yet, or not for this user to see, is left out. */
    private List<String> present() throws ExecutionException, InterruptedException {
        List<String> present = new ArrayList<>(names);
        present.retainAll(admin.listTopics().names().get());
        if (!present.contains(names.get(0))) {
            throw new UnknownTopicOrPartitionException(names.get(0));
        }
        return present;
    }

    /** Once, as long as nothing changes. */
    private void tell(TopicStates topics) {
        List<String> problems = new ArrayList<>(topics.problems(rules));
        problems.addAll(topics.raisesNeeded(rules));
        if (problems.equals(told)) {
            return;
        }
        told = List.copyOf(problems);
        if (problems.isEmpty()) {
            LOG.info("All topics are what they must be again");
            return;
        }
        LOG.error("Somebody has altered topics, and counts may be lost: {}", String.join("; ", problems));
    }

    @Override
    public void close() {
        task.close();
        admin.close(CLOSE_LIMIT);
    }
}
