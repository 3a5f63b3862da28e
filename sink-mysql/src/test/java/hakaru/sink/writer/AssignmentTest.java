package hakaru.sink.writer;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.Backoff;
import hakaru.runtime.management.Readiness;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetRange;
import hakaru.sink.batch.ReceivedBatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final String TOPIC = "impression-counts";
    private static final TopicPartition KEPT = new TopicPartition(TOPIC, 0);
    private static final TopicPartition GIVEN_AWAY = new TopicPartition(TOPIC, 1);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final CommitLog consumer = new CommitLog();
    private final Assignment assignment = assignment();

    private Assignment assignment() {
        Readiness readiness = new Readiness();
        WriterMetrics metrics = new WriterMetrics(registry, Clock.systemUTC());
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        return new Assignment(
                TOPIC, consumer, readiness, metrics, new Retry(backoff, readiness.condition("mysql", ""), metrics));
    }

    @Test
    void shouldSayNothingMoreOfAPartitionThatAnotherSinkHas() {
        consumer.subscribe(List.of(TOPIC), assignment);
        consumer.rebalance(List.of(KEPT, GIVEN_AWAY));
        assignment.tellKafka(new CountTransaction(List.of(batch(KEPT, 10), batch(GIVEN_AWAY, 10))));

        consumer.rebalance(List.of(KEPT));
        assignment.tellKafka(new CountTransaction(List.of(batch(KEPT, 20))));
        assignment.leave(Duration.ofSeconds(1));

        assertThat(consumer.commits)
                .containsExactly(
                        Map.of(KEPT, new OffsetAndMetadata(10), GIVEN_AWAY, new OffsetAndMetadata(10)),
                        Map.of(KEPT, new OffsetAndMetadata(20)),
                        Map.of(KEPT, new OffsetAndMetadata(20)));
    }

    /** There is no batch where the topic ends. */
    @Test
    void shouldCountNoBatchWhereALossStopsAPartition() {
        consumer.subscribe(List.of(TOPIC), assignment);
        consumer.rebalance(List.of(KEPT));
        consumer.updateBeginningOffsets(Map.of(KEPT, 0L));
        consumer.updateEndOffsets(Map.of(KEPT, 0L));
        assignment.place(new Ledger(List.of()));

        assignment.stopIfLost(new Ledger.Fallback(new Ledger.Key("topic", KEPT.partition()), 10, 5));

        assertThat(consumer.paused()).containsExactly(KEPT);
        assertThat(registry.get("hakaru.sink.stopped.partitions").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("hakaru.sink.batches")
                        .tag("outcome", "stopped")
                        .counter()
                        .count())
                .isZero();
    }

    /** Notes what is committed, also of partitions that are another's: Kafka takes them from any member of the group. */
    private static final class CommitLog extends MockConsumer<byte[], byte[]> {
        private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();

        private CommitLog() {
            super("none");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            commits.add(Map.copyOf(offsets));
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration limit) {
            commits.add(Map.copyOf(offsets));
        }
    }

    private static ReceivedBatch batch(TopicPartition partition, long countsPosition) {
        return new ReceivedBatch(
                new Ledger.Key("topic", partition.partition()),
                new OffsetRange(countsPosition - 1, countsPosition),
                countsPosition,
                List.of(),
                List.of(),
                0,
                1);
    }
}
