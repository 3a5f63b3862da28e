package hakaru.aggregator.start;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.RepeatConfig;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SipHash;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.Start.Delayed;
import hakaru.aggregator.start.Start.Ready;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** All tasks of a thread share the look-ups. */
class TaskStartsTest {
    private static final RepeatConfig REPEATS = new RepeatConfig(Duration.ofMinutes(2), 10_000);

    private static final long NOW = 1_800_000_000_000L;
    private static final Ready READY = new Ready("topicId", 50, NOW, 0, 70, List.of());

    private final Answers log = new Answers();
    private final Readiness readiness = new Readiness();
    private final TaskStarts starts = new TaskStarts(
            log,
            new WaitingPartitions(readiness.condition("partitions", ""), new SimpleMeterRegistry()),
            noted -> new RepeatWindow(REPEATS, new SipHash(1, 2), noted));

    @Test
    void shouldLookAllPartitionsUpTogether() {
        log.answers.put(0, READY);
        log.answers.put(1, READY);
        starts.await(0);
        starts.await(1);

        assertThat(starts.of(0, NOW)).isPresent();
        assertThat(starts.of(1, NOW)).isPresent();

        assertThat(log.lookUps).containsExactly(Set.of(0, 1));
        assertThat(log.reads).containsExactly(Set.of(0, 1));
    }

    @Test
    void shouldAskAgainAfterAPauseForWhatIsNotReady() {
        log.answers.put(0, new Delayed("a transaction is open"));
        log.answers.put(1, READY);
        starts.await(0);
        starts.await(1);

        assertThat(starts.of(0, NOW)).isEmpty();
        assertThat(starts.of(0, NOW + TaskStarts.PAUSE.toMillis() - 1)).isEmpty();
        assertThat(readiness.reasons()).containsValue("a transaction is open");
        log.answers.put(0, READY);

        assertThat(starts.of(0, NOW + TaskStarts.PAUSE.toMillis())).isPresent();
        assertThat(log.lookUps).containsExactly(Set.of(0, 1), Set.of(0));
        assertThat(readiness.isReady()).isTrue();
    }

    /** Also when its partition is taken away: Streams may commit what went by after that. */
    @Test
    void shouldNotCommitBeforeThereIsALastBatch() {
        log.answers.put(0, new Delayed("a transaction is open"));
        starts.await(0);
        starts.of(0, NOW);
        assertThat(starts.mayCommit(0)).isFalse();
        starts.forget(0);
        assertThat(starts.mayCommit(0)).isFalse();
        log.answers.put(0, READY);
        starts.await(0);

        assertThat(starts.of(0, NOW + TaskStarts.PAUSE.toMillis())).isPresent();
        assertThat(starts.mayCommit(0)).isTrue();
    }

    @Test
    void shouldCommitWithTheFirstBatch() {
        log.answers.put(0, new Ready("topicId", 0, 0, 0, 0, List.of()));
        starts.await(0);
        assertThat(starts.of(0, NOW)).isPresent();
        assertThat(starts.mayCommit(0)).isFalse();

        starts.emitted(0);

        assertThat(starts.mayCommit(0)).isTrue();
    }

    @Test
    void shouldNotWaitForAClockThatWasSetBack() {
        log.answers.put(0, new Delayed("a transaction is open"));
        starts.await(0);
        starts.of(0, NOW);
        log.answers.put(0, READY);

        assertThat(starts.of(0, NOW - 3_600_000)).isPresent();
    }

    @Test
    void shouldForgetAPartitionThatIsNoLongerOurs() {
        log.answers.put(0, new Delayed("a transaction is open"));
        starts.await(0);
        starts.of(0, NOW);

        starts.forget(0);

        assertThat(starts.of(0, NOW + 1_000)).isEmpty();
        assertThat(log.lookUps).hasSize(1);
        assertThat(readiness.isReady()).isTrue();
    }

    private static final class Answers implements ImpressionLog {
        private final Map<Integer, Start> answers = new HashMap<>();
        private final List<Set<Integer>> lookUps = new ArrayList<>();
        private final List<Set<Integer>> reads = new ArrayList<>();

        @Override
        public Map<Integer, Start> starts(Set<Integer> partitions) {
            lookUps.add(partitions);
            Map<Integer, Start> asked = new HashMap<>(answers);
            asked.keySet().retainAll(partitions);
            return asked;
        }

        @Override
        public Map<Integer, Chunk> read(Map<Integer, RangeToRead> ranges) {
            reads.add(Set.copyOf(ranges.keySet()));
            Map<Integer, Chunk> chunks = new HashMap<>();
            ranges.forEach((partition, range) -> chunks.put(partition, new Chunk(0, List.of(), range.to())));
            return chunks;
        }

        @Override
        public void readAll(Map<Integer, RangeToRead> ranges, Consumer<SourceRecord> reader) {
            throw new AssertionError("nothing is remembered, so nothing is to be read");
        }

        @Override
        public Optional<byte[]> lastBatch(int partition) {
            return Optional.empty();
        }
    }
}
