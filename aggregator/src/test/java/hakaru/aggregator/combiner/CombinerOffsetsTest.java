package hakaru.aggregator.combiner;

import static hakaru.aggregator.combiner.Batches.batch;
import static hakaru.aggregator.combiner.Batches.count;
import static hakaru.aggregator.combiner.SimulatedTask.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.aggregator.Impressions;
import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.runtime.StartException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Offsets do not go on where the last batch ends: the group was set back or forward, Kafka deleted something, the topic is another. */
class CombinerOffsetsTest {
    private final SimulatedTask task = new SimulatedTask();

    @Test
    void shouldPassOverWhatWasEmittedWhenTheGroupIsSetBack() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        task.log.forgetConsumed();
        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(2L, 3L);
        assertThat(task.registry.counter("hakaru.aggregator.passed.over").count())
                .isEqualTo(2);
    }

    @Test
    void shouldStopWhenRecordsWereDeletedUncounted() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.deleteBefore(1);

        assertThatThrownBy(task::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("impressions-0 begins at offset 1, but is counted only up to 0")
                .hasMessageContaining("AGGREGATOR_ACCEPT_LOSS=true");
    }

    @Test
    void shouldStopWhenRecordsAreDeletedJustBeforeTheyAreReadAgain() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.commit();
        task.log.beforeRead(() -> task.log.deleteBefore(2));

        assertThatThrownBy(task::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("impressions-0 begins at offset 2, but is counted only up to 1");
    }

    @Test
    void shouldGoOnWithoutDeletedRecordsWhenTold() {
        SimulatedTask accepting = new SimulatedTask(SimulatedTask.FLUSH, true);
        accepting.log.append(Impressions.of("open", 1), NOW);
        accepting.log.append(Impressions.of("open", 2), NOW);
        accepting.log.deleteBefore(1);
        accepting.start();

        accepting.emitAll();

        assertThat(accepting.batches)
                .containsExactly(
                        batch(0, 2).addCounts(count(NOW / 1_000, "open", 1, 2)).build());
        assertThat(accepting.registry.counter("hakaru.aggregator.lost").count()).isEqualTo(1);
    }

    @Test
    void shouldStartAtZeroForATopicThatWasCreatedAgain() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        task.log.createAgain();
        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(0L, 0L);
        assertThat(task.batches).extracting(CountBatch::getTopicId).doesNotHaveDuplicates();
    }

    @Test
    void shouldCountWhatTheConsumerPassedOver() {
        for (int i = 0; i < 3; i++) {
            task.log.append(Impressions.of("open", 1), NOW);
        }
        task.log.append(Impressions.undecodable(), NOW);
        task.log.append(Impressions.of("open", 1), NOW);

        task.skip(4);
        task.emitAll();

        assertThat(task.rejects).hasSize(1);
        assertThat(task.batches.stream()
                        .flatMap(batch -> batch.getCountsList().stream())
                        .mapToLong(Count::getImpressions)
                        .sum())
                .isEqualTo(4);
        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(4L, 5L);
    }

    @Test
    void shouldRefuseAnOffsetThatComesAgain() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();

        task.skip(-2);

        assertThatThrownBy(task::consumeAll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offset 0 came after 1: the topic was deleted and created again");
    }

    @Test
    void shouldWaitWhileALogEndsBeforeWhatWasCounted() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        task.log.records().clear();
        task.log.forgetConsumed();
        task.start();

        assertThat(task.readiness.reasons().values())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("ends at offset 0, but was counted up to 1");
    }

    @Test
    void shouldCountWhatTheGroupWasSetForwardOver() {
        for (int i = 0; i < 2_000; i++) {
            task.log.append(Impressions.of("🎉".repeat(240) + i, 1), NOW);
        }
        task.log.consumedTo(2_000);

        task.log.chunk(700);
        task.start();
        for (int round = 0; round < 3; round++) {
            task.commit();
            task.flush();
        }
        task.commit();

        assertThat(task.batches.get(task.batches.size() - 1).getToOffset()).isEqualTo(2_000);
        assertThat(task.batches.stream().mapToInt(CountBatch::getCountsCount).sum())
                .isEqualTo(2_000);
    }

    @Test
    void shouldKeepTheLastBatchOfAQuietPartitionYoung() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        task.keep();
        task.commit();

        assertThat(task.batches).hasSize(2);
        assertThat(task.batches.get(1)).isEqualTo(task.batches.get(0));
    }

    @Test
    void shouldGoOnFromTheGroupsOffsetWhenRetentionHasTakenTheLastBatch() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();
        task.log.deleteBatches();

        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(1L);
    }

    /** Streams commits when it must; without a last batch, the group's offset is where the task starts. */
    @Test
    void shouldReadAgainWhatWasPendingWithoutALastBatch() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();
        task.log.deleteBatches();
        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.commit();

        task.start();
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(1L);
        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(2L);
    }

    /** A broker that catches up had the consumer begin anew; the group has not moved meanwhile. */
    @Test
    void shouldPassOverWhatComesAgainToATaskThatWaited() {
        for (int i = 0; i < 3; i++) {
            task.log.append(Impressions.of("open", 1), NOW);
        }
        task.emitAll();
        task.log.openTransaction(true);
        task.log.forgetConsumed();
        task.start();
        task.consume(1);
        task.log.consumedTo(3);

        task.log.openTransaction(false);
        task.flush();
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(3L);
        assertThat(task.registry.counter("hakaru.aggregator.passed.over").count())
                .isEqualTo(2);
    }

    @Test
    void shouldNotTakeNoBatchForOffsetZero() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();
        task.log.deleteBatches();
        task.log.forgetConsumed();

        task.start();

        assertThat(task.readiness.reasons().values())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("set the group's offset to counted_to");
    }

    @Test
    void shouldStartAnewWhenTheTopicIsAnotherOne() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();

        task.log.createAgain();

        assertThatThrownBy(task::flush)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was deleted and created again while it was counted");
    }
}
