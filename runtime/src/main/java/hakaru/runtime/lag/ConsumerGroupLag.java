package hakaru.runtime.lag;

import hakaru.runtime.PeriodicTask;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.lag.FirstRecords.FirstRecord;
import hakaru.runtime.lag.LagMetrics.GroupPartition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures every few seconds how far consumer groups are behind, in records and in seconds: of this process's group and of
 * the others, so that a process that lives tells of one that does not. Owns a thread, and clients that join no group.
 */
public final class ConsumerGroupLag implements AutoCloseable, PeriodicTask.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroupLag.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final GroupOffsets groups;
    private final FirstRecords firstRecords;
    private final Map<String, String> topics;
    private final LagMetrics metrics;
    private final Clock clock = Clock.systemUTC();
    private final PeriodicTask task;

    private ConsumerGroupLag(String clientId, KafkaConfig kafka, Map<String, String> topics, MeterRegistry registry) {
        this.groups = new GroupOffsets(kafka.admin(clientId));
        this.firstRecords = new FirstRecords(kafka, clientId);
        this.topics = topics;
        this.metrics = new LagMetrics(registry, clock);
        this.task = new PeriodicTask(clientId, INTERVAL, this::measure, this);
    }

    /**
     * Starts measuring.
     *
     * @param service names thread and clients; no other part of this process may have the same
     * @param topics which topic each group reads; names without the deployment's prefix
     */
    public static ConsumerGroupLag start(
            String service, KafkaConfig kafka, Map<String, String> topics, MeterRegistry registry) {
        Map<String, String> prefixed = new HashMap<>();
        topics.forEach((group, topic) -> prefixed.put(kafka.topic(group), kafka.topic(topic)));
        ConsumerGroupLag lag = new ConsumerGroupLag(service + "-group-lag", kafka, Map.copyOf(prefixed), registry);
        lag.task.startNow();
        return lag;
    }

    private void measure() throws ExecutionException, InterruptedException {
        Map<GroupPartition, PartitionLag> lags = new HashMap<>();
        Map<String, Integer> members = new HashMap<>();
        for (Map.Entry<String, String> read : topics.entrySet()) {
            String group = read.getKey();
            Map<TopicPartition, Unread> unread = groups.unread(group, read.getValue());
            Map<TopicPartition, FirstRecord> first = firstRecords.read(unread);
            Instant now = clock.instant();
            unread.forEach((partition, offsets) -> lags.put(
                    new GroupPartition(group, partition),
                    PartitionLag.of(offsets, Optional.ofNullable(first.get(partition)), now)));
            members.put(group, groups.members(group));
        }
        metrics.measured(lags, members, groups.retention(new HashSet<>(topics.values())));
    }

    @Override
    public void recovered() {
        LOG.info("The lag of {} is known again", topics.keySet());
    }

    @Override
    public void failed(Throwable failure, boolean isNews) {
        metrics.failed();
        if (isNews) {
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            LOG.warn("The lag of {} is unknown until Kafka answers: {}", topics.keySet(), String.valueOf(cause));
        }
    }

    /** Bounded: a measurement that runs is broken off. */
    @Override
    public void close() throws InterruptedException {
        task.close();
        firstRecords.wakeup();
        boolean ended = task.awaitEnd(CLOSE_LIMIT);
        groups.close();
        try {
            firstRecords.close();
        } catch (KafkaException e) {
            LOG.debug("The consumer for the lag was broken off; its thread had ended: {}", ended, e);
        }
    }
}
