package hakaru.sink.writer;

import hakaru.runtime.management.Readiness;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.PartitionStop;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the partitions of this sink: paused until the ledger says where to read, then read, or stopped for good. Tells Kafka
 * how far they are counted. For the writer's thread only, on which the consumer also calls back.
 */
final class Assignment implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Readiness readiness;
    private final WriterMetrics metrics;
    private final Retry retry;
    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Map<TopicPartition, Readiness.Condition> stopped = new HashMap<>();
    /** How far they are counted. */
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

    Assignment(
            String topic, Consumer<byte[], byte[]> consumer, Readiness readiness, WriterMetrics metrics, Retry retry) {
        this.topic = topic;
        this.consumer = consumer;
        this.readiness = readiness;
        this.metrics = metrics;
        this.retry = retry;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // A position, though not yet the right one: without any, the consumer would look for one by itself and fail.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        consumer.pause(partitions);
        unplaced.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        unplaced.removeAll(partitions);
        // What Kafka hears of them is for their next owner to say.
        positions.keySet().removeAll(partitions);
        // Its next owner stops it again, for the same reason.
        partitions.forEach(
                partition -> Optional.ofNullable(stopped.remove(partition)).ifPresent(Readiness.Condition::met));
        metrics.partitionsStopped(stopped.size());
        if (!partitions.isEmpty()) {
            // What failed may now be for another sink to do.
            retry.reset();
        }
    }

    boolean needsLedger() {
        return !unplaced.isEmpty();
    }

    /** Reads these again from where the ledger stands, though it was read before. */
    void replace(Set<Integer> moved) {
        consumer.assignment().stream()
                .filter(partition -> moved.contains(partition.partition()) && !stopped.containsKey(partition))
                .forEach(unplaced::add);
    }

    /** Goes on from where the ledger stands. */
    void place(Ledger ledger) {
        unplaced.forEach(partition -> ledger.countsPosition(partition.partition())
                .ifPresentOrElse(
                        position -> consumer.seek(partition, position),
                        () -> consumer.seekToBeginning(List.of(partition))));
        consumer.resume(unplaced);
        unplaced.clear();
    }

    /** Pauses what is read, until the ledger has been read again. */
    void waitForLedger() {
        unplaced.addAll(consumer.assignment());
        unplaced.removeAll(stopped.keySet());
        consumer.pause(unplaced);
    }

    /** The position is no longer, or not yet, in the topic. Batches that come again are harmless, and a gap stops the partition. */
    void readFromBeginning(Set<TopicPartition> partitions) {
        LOG.warn("{} do not have the offsets that the ledger names; reading them from the beginning", partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Stops a partition at a batch, which is not counted. */
    void stop(PartitionStop stop) {
        metrics.stopped();
        pauseForGood(stop);
    }

    private void pauseForGood(PartitionStop stop) {
        TopicPartition partition = new TopicPartition(topic, stop.partition());
        consumer.pause(List.of(partition));
        stopped.put(partition, readiness.condition(partition.toString(), stop.message()));
        metrics.partitionsStopped(stopped.size());
        LOG.error("{}", stop.message());
    }

    /** What the database has lost should come again from Kafka; at the end of the topic it will not. */
    void stopIfLost(Ledger.Fallback fallback) {
        consumer.assignment().stream()
                .filter(partition -> partition.partition() == fallback.key().partition() && isReadToEnd(partition))
                .forEach(partition -> pauseForGood(PartitionStop.lost(fallback, consumer.position(partition))));
    }

    /** Whether all there is of a partition has been read, up to what transactions in the making may hold. */
    private boolean isReadToEnd(TopicPartition partition) {
        return !stopped.containsKey(partition)
                && !unplaced.contains(partition)
                && consumer.currentLag(partition).orElse(1) == 0;
    }

    /** For the tools that show lag; the ledger alone decides where to go on, so nobody minds when this fails. */
    void tellKafka(CountTransaction committed) {
        committed
                .steps()
                .forEach(step -> positions.put(
                        new TopicPartition(topic, step.key().partition()),
                        new OffsetAndMetadata(step.countsPosition())));
        consumer.commitAsync(Map.copyOf(positions), (offsets, failure) -> {
            if (failure != null) {
                LOG.debug("Kafka did not take the offsets {}", offsets, failure);
            }
        });
    }

    /** Tells it for the last time, before the consumer is closed. */
    void leave(Duration limit) {
        try {
            consumer.commitSync(positions, limit);
        } catch (KafkaException e) {
            LOG.debug("Kafka did not take the offsets {}", positions, e);
        }
    }
}
