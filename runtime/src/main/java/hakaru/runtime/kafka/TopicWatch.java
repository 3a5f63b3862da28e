package hakaru.runtime.kafka;

import hakaru.runtime.PeriodicTask;
import hakaru.runtime.management.GaugeFamily;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
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
    private final GaugeFamily<String, List<String>> unfit;
    private final GaugeFamily<String, TopicState> belowMinimum;
    private final PeriodicTask task;
    private List<String> told = List.of();
    private volatile boolean known;

    private TopicWatch(String service, KafkaConfig kafka, List<String> names, MeterRegistry registry) {
        this.admin = kafka.admin("hakaru-topic-watch");
        this.names = names.stream().map(kafka::topic).toList();
        this.rules = new TopicRules(kafka.topics());
        this.unfit = family(
                registry,
                "hakaru.topic.unfit.settings",
                "Settings of the topic with which counts may be lost; 0 is healthy. NaN when unknown",
                List::size);
        this.belowMinimum = family(
                registry,
                "hakaru.topic.partitions.below.min.isr",
                "Partitions that take no record, because fewer replicas are in sync than min.insync.replicas;"
                        + " 0 is healthy. NaN when unknown",
                TopicState::partitionsBelowMinimum);
        this.task = new PeriodicTask(service + "-topic-watch", INTERVAL, this::look, this::failed);
    }

    /**
     * Starts looking.
     *
     * @param service names the thread
     * @param names topic names without the deployment's prefix; the first one is the topic that is counted
     */
    public static TopicWatch start(String service, KafkaConfig kafka, List<String> names, MeterRegistry registry) {
        TopicWatch watch = new TopicWatch(service, kafka, names, registry);
        watch.task.startNow();
        return watch;
    }

    private <V> GaugeFamily<String, V> family(
            MeterRegistry registry, String name, String description, ToDoubleFunction<V> number) {
        return new GaugeFamily<>(
                MultiGauge.builder(name).description(description),
                registry,
                topic -> Tags.of("topic", topic),
                value -> known ? number.applyAsDouble(value) : Double.NaN);
    }

    private void look() throws ExecutionException, InterruptedException {
        List<TopicState> topics = TopicState.read(admin, present());
        Map<String, List<String>> problems = new LinkedHashMap<>();
        Map<String, TopicState> states = new LinkedHashMap<>();
        for (TopicState topic : topics) {
            List<String> found = new ArrayList<>(rules.problems(topic, topics.get(0)));
            rules.raiseNeeded(topic, topics.get(0)).ifPresent(found::add);
            problems.put(topic.name(), found);
            states.put(topic.name(), topic);
        }
        unfit.set(problems);
        belowMinimum.set(states);
        known = true;
        tell(problems.values().stream().flatMap(Collection::stream).toList());
    }

    private void failed(Throwable failure, boolean isNews) {
        known = false;
        if (failure instanceof ExecutionException || failure instanceof KafkaException) {
            LOG.debug("Kafka does not describe {}", names, failure);
        } else if (isNews) {
            LOG.error("The topics {} cannot be checked, and are again every {}", names, INTERVAL, failure);
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
    private void tell(List<String> problems) {
        if (problems.equals(told)) {
            return;
        }
        told = problems;
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
