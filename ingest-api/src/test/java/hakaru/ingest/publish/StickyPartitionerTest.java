package hakaru.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StickyPartitionerTest {
    private static final Duration SLOW = Duration.ofMillis(250);
    private static final long NOW = Duration.ofHours(1).toNanos();
    private static final long LATER = NOW + SLOW.toNanos();
    private static final int BATCH = 64 * 1024;
    private static final byte[] KEY = "018f3e9c-7d11".getBytes(US_ASCII);

    private final StickyPartitioner partitions = new StickyPartitioner(SLOW, 64 * 1024);

    /** Six partitions, led by three brokers in turn. */
    @BeforeEach
    void know() {
        partitions.update(led(0, 1, 2, 0, 1, 2));
    }

    @Test
    void shouldLetTheProducerChooseWhileThePartitionsAreNotKnown() {
        StickyPartitioner unknown = new StickyPartitioner(SLOW, 64 * 1024);

        unknown.update(List.of());

        assertThat(unknown.choose(NOW, 100).number()).isNull();
    }

    @Test
    void shouldStayUntilABatchIsFull() {
        PartitionQueue first = partitions.choose(NOW, 0);
        for (int bytes = 0; bytes < BATCH - 1_000; bytes += 1_000) {
            assertThat(partitions.choose(NOW, 1_000)).isSameAs(first);
        }

        assertThat(chosenInBatches(NOW)).hasSize(6);
    }

    @Test
    void shouldLeaveAPartitionAtOnceThatAcknowledgesNothing() {
        PartitionQueue silent = partitions.choose(NOW, 1);
        silent.began(NOW);

        assertThat(partitions.choose(LATER - 1, 1)).isSameAs(silent);
        assertThat(partitions.choose(LATER, 1)).isNotSameAs(silent);
    }

    @Test
    void shouldGiveNothingToTheOtherPartitionsOfABrokerThatAcknowledgesNothing() {
        PartitionQueue silent = partitions.choose(NOW, 1);
        silent.began(NOW);

        assertThat(chosenInBatches(LATER)).hasSize(4).noneMatch(silent::sharesLeaderWith);
    }

    @Test
    void shouldGiveNothingToAPartitionWithoutALeader() {
        partitions.update(led(0, 1, -1, 0, 1, -1));

        assertThat(chosenInBatches(NOW)).extracting(PartitionQueue::number).containsExactlyInAnyOrder(0, 1, 3, 4);
    }

    @Test
    void shouldTryAPartitionThatFailedWithOneImpressionAtATime() {
        PartitionQueue failed = partitions.choose(NOW, 1);
        failed.began(NOW);
        failed.ended(NOW, false);
        assertThat(partitions.choose(LATER, 1)).isSameAs(failed);

        failed.began(LATER);
        assertThat(partitions.choose(LATER, 1)).isNotSameAs(failed);

        failed.ended(LATER, true);
        assertThat(chosenInBatches(LATER)).contains(failed);
    }

    @Test
    void shouldNotBlameANewLeaderForWhatTheFormerLetWait() {
        PartitionQueue failed = partitions.choose(NOW, 1);
        failed.began(NOW);
        failed.ended(NOW, false);

        partitions.update(led(1, 2, 0, 1, 2, 0));
        failed.began(NOW);

        assertThat(chosenInBatches(NOW)).contains(failed);
    }

    @Test
    void shouldTakeTheOneThatHasWaitedLeastWhereAllAreSlow() {
        List<PartitionQueue> all = List.copyOf(chosenInBatches(NOW));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).began(NOW + i);
        }

        assertThat(partitions.choose(LATER + all.size(), BATCH)).isSameAs(all.get(all.size() - 1));
    }

    @Test
    void shouldTakeUpPartitionsThatAreAddedAndKeepTheOthersRecord() {
        PartitionQueue silent = partitions.choose(NOW, 1);
        silent.began(NOW);

        partitions.update(led(0, 1, 2, 0, 1, 2, 0, 1, 2));

        assertThat(chosenInBatches(LATER)).hasSize(6).noneMatch(silent::sharesLeaderWith);
    }

    /** By the same hash as Kafka's own partitioner. */
    @Test
    void shouldSendAKeyToOnePartitionWhateverBecomesOfItsBroker() {
        PartitionQueue home = partitions.of(KEY);
        assertThat(home.number()).isEqualTo(BuiltInPartitioner.partitionForKey(KEY, 6));

        home.began(NOW);
        home.ended(NOW, false);
        home.began(NOW);
        List<PartitionInfo> leaderless = new ArrayList<>(led(-1, -1, -1, -1, -1, -1));
        Collections.reverse(leaderless);
        partitions.update(leaderless);

        assertThat(partitions.of(KEY)).isSameAs(home);
    }

    @Test
    void shouldSpreadKeysOverAllPartitions() {
        Set<PartitionQueue> used = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            used.add(partitions.of(("key-" + i).getBytes(US_ASCII)));
        }

        assertThat(used).hasSize(6);
    }

    private Set<PartitionQueue> chosenInBatches(long now) {
        Set<PartitionQueue> chosen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            chosen.add(partitions.choose(now, BATCH));
        }
        return chosen;
    }

    /** Partitions from 0 on, each with the leader named; -1 is none. */
    private static List<PartitionInfo> led(int... leaders) {
        return IntStream.range(0, leaders.length)
                .mapToObj(number -> new PartitionInfo(
                        "impressions", number, leaders[number] < 0 ? null : node(leaders[number]), null, null))
                .toList();
    }

    private static Node node(int id) {
        return new Node(id, "broker-" + id, 9092);
    }
}
