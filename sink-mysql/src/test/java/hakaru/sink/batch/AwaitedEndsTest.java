package hakaru.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.kafka.TopicOffsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwaitedEndsTest {
    private static final Instant NOON = Instant.parse("2026-06-17T12:00:00Z");

    private final AwaitedEnds awaited = new AwaitedEnds();

    private void add(int second, Map<Integer, Long> offsets) {
        awaited.add(NOON.plusSeconds(second), new TopicOffsets("topic", offsets));
    }

    /** Of the partitions from 0 on, each counted up to the offset given. */
    private static Ledger counted(long... offsets) {
        List<Ledger.Row> rows = new ArrayList<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            rows.add(new Ledger.Row(new Ledger.Key("topic", partition), offsets[partition], 0, Optional.empty()));
        }
        return new Ledger(rows);
    }

    @Test
    void shouldReachAMomentOnceAllThatWasThereIsCounted() {
        add(0, Map.of(0, 10L, 1, 20L));

        assertThat(awaited.reachedBy(counted(10, 19))).isEmpty();
        assertThat(awaited.reachedBy(counted(10, 20))).contains(NOON);
    }

    @Test
    void shouldReachTheLatestOfSeveralMoments() {
        add(0, Map.of(0, 10L));
        add(1, Map.of(0, 20L));
        add(2, Map.of(0, 30L));

        assertThat(awaited.reachedBy(counted(29))).contains(NOON.plusSeconds(1));
    }

    @Test
    void shouldMoveOnWhileNothingComes() {
        add(0, Map.of(0, 10L));
        awaited.forget(NOON);
        add(1, Map.of(0, 10L));

        assertThat(awaited.reachedBy(counted(10))).contains(NOON.plusSeconds(1));
    }

    @Test
    void shouldTakeAnEmptyPartitionForCounted() {
        add(0, Map.of(0, 0L));

        assertThat(awaited.reachedBy(new Ledger(List.of()))).contains(NOON);
    }

    @Test
    void shouldNotTakeAnotherTopicsLedgerForThis() {
        awaited.add(NOON, new TopicOffsets("topic created again", Map.of(0, 10L)));

        assertThat(awaited.reachedBy(counted(10))).isEmpty();
    }

    /** A moment before the new partition was known says nothing about it. */
    @Test
    void shouldForgetMomentsOfOtherPartitions() {
        add(0, Map.of(0, 10L));
        add(1, Map.of(0, 10L, 1, 5L));

        assertThat(awaited.reachedBy(counted(10))).isEmpty();
        assertThat(awaited.reachedBy(counted(10, 5))).contains(NOON.plusSeconds(1));
    }

    @Test
    void shouldKeepTheOldestOfManyMomentsAndNoMoreThanSome() {
        for (int second = 0; second < 10_000; second++) {
            add(second, Map.of(0, (long) second));
        }

        assertThat(awaited.reachedBy(counted(0))).contains(NOON);
        assertThat(awaited.size()).isLessThanOrEqualTo(64);
        assertThat(awaited.reachedBy(counted(9_999))).contains(NOON.plusSeconds(9_999));
    }
}
