package hakaru.aggregator;

import static hakaru.aggregator.SimulatedTask.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.aggregator.AggregatorConfig.FlushConfig;
import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CombinerTest {
    private final SimulatedTask task = new SimulatedTask();

    @Test
    void shouldEmitOneBatchForAFlushOfManyRecords() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 2), NOW + 999);
        task.log.append(Impressions.of("purchase", 960), NOW + 1_000);

        task.consumeAll();
        task.flush();
        task.commit();

        assertThat(task.batches)
                .containsExactly(batch(0, 3)
                        .addCounts(count(NOW / 1_000, "open", 2, 3))
                        .addCounts(count(NOW / 1_000 + 1, "purchase", 1, 960))
                        .build());
    }

    @Test
    void shouldAskForACommitOnlyAfterEmitting() {
        task.flush();
        assertThat(task.wantsCommit()).isFalse();

        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();

        assertThat(task.wantsCommit()).isTrue();
    }

    @Test
    void shouldChainTheRangesOfBatches() {
        for (int i = 0; i < 3; i++) {
            task.log.append(Impressions.of("open", i), NOW);
            task.consumeAll();
            task.flush();
            task.commit();
        }

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(0L, 1L, 2L);
        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldCountAgainWhatWasConsumedButNotEmittedBeforeARestart() {
        task.log.append(Impressions.of("open", 5), NOW);
        task.log.append(Impressions.of("open", 6), NOW);
        task.consumeAll();
        task.commit();

        task.start();
        task.flush();
        task.commit();

        assertThat(task.batches)
                .containsExactly(
                        batch(0, 2).addCounts(count(NOW / 1_000, "open", 2, 11)).build());
        assertThat(task.registry.counter("hakaru.aggregator.rebuilt").count()).isEqualTo(2);
    }

    @Test
    void shouldRejectWhatCannotBeCountedAndGoOn() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.UNDECODABLE, NOW);
        task.log.append(Impressions.of("open", 1), NOW + Duration.ofMinutes(6).toMillis());
        task.log.append(Impressions.of("open", 1), -1);
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();
        task.commit();

        assertThat(task.rejects)
                .extracting(reject ->
                        new String(reject.headers().lastHeader("hakaru-reason").value(), UTF_8))
                .containsExactly("undecodable", "future", "expired");
        assertThat(task.rejects.get(0).value()).isEqualTo(Impressions.UNDECODABLE);
        assertThat(task.batches).extracting(CountBatch::getRejected).containsExactly(1L, 1L, 1L, 0L);
        assertThat(task.registry.counter("hakaru.aggregator.records").count()).isEqualTo(5);
        assertThat(task.registry.counter("hakaru.aggregator.counted").count()).isEqualTo(2);
    }

    @Test
    void shouldNotSendARejectedRecordTwice() {
        task.log.append(Impressions.UNDECODABLE, NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.commit();

        task.start();
        task.consumeAll();
        task.flush();
        task.commit();

        assertThat(task.rejects).hasSize(1);
        assertThat(task.batches.stream().mapToLong(CountBatch::getRejected).sum())
                .isEqualTo(1);
    }

    @Test
    void shouldEmitSoonerWhenABoundIsReached() {
        SimulatedTask small = new SimulatedTask(new FlushConfig(Duration.ofMillis(250), 16 << 10, 2), false);
        for (int i = 0; i < 5; i++) {
            small.log.append(Impressions.of("ad-" + i, 1), NOW);
        }

        small.consumeAll();
        small.commit();

        assertThat(small.batches).extracting(CountBatch::getCountsCount).containsExactly(2, 2);
    }

    @Test
    void shouldKeepABatchUnderItsBoundHoweverLongTheNames() {
        SimulatedTask small = new SimulatedTask(new FlushConfig(Duration.ofMillis(250), 16 << 10, 5_000), false);
        for (int i = 0; i < 200; i++) {
            small.log.append(Impressions.of("🎉".repeat(250) + i, 1), NOW);
        }

        small.consumeAll();
        small.flush();
        small.commit();

        assertThat(small.batches)
                .allSatisfy(batch -> assertThat(batch.getSerializedSize()).isLessThan((16 << 10) + 1_100));
        assertThat(small.batches.stream().mapToInt(CountBatch::getCountsCount).sum())
                .isEqualTo(200);
    }

    @Test
    void shouldPassOverWhatWasEmittedWhenTheGroupIsSetBack() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();
        task.commit();

        task.log.forgetConsumed();
        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();
        task.commit();

        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(2L, 3L);
        assertThat(task.registry.counter("hakaru.aggregator.repeated").count()).isEqualTo(2);
    }

    @Test
    void shouldStopWhenRecordsWereDeletedUncounted() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.deleteBefore(1);

        assertThatThrownBy(task::start)
                .isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("impressions-0 begins at offset 1, but is counted only up to 0")
                .hasMessageContaining("AGGREGATOR_ACCEPT_LOSS=true");
    }

    @Test
    void shouldGoOnWithoutDeletedRecordsWhenTold() {
        SimulatedTask accepting = new SimulatedTask(SimulatedTask.FLUSH, true);
        accepting.log.append(Impressions.of("open", 1), NOW);
        accepting.log.append(Impressions.of("open", 2), NOW);
        accepting.log.deleteBefore(1);
        accepting.start();

        accepting.consumeAll();
        accepting.flush();
        accepting.commit();

        assertThat(accepting.batches)
                .containsExactly(
                        batch(0, 2).addCounts(count(NOW / 1_000, "open", 1, 2)).build());
        assertThat(accepting.registry.counter("hakaru.aggregator.lost").count()).isEqualTo(1);
    }

    @Test
    void shouldStartAtZeroForATopicThatWasCreatedAgain() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();
        task.commit();

        task.log.createAgain();
        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();
        task.commit();

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(0L, 0L);
        assertThat(task.batches).extracting(CountBatch::getTopicId).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotJudgeTimeAgainAfterARestart() {
        task.log.append(Impressions.of("open", 1), NOW - Duration.ofDays(7).toMillis() + 1);
        task.consumeAll();
        task.commit();

        task.pass(Duration.ofHours(1));
        task.start();
        task.flush();
        task.commit();

        assertThat(task.rejects).isEmpty();
        assertThat(task.batches).extracting(CountBatch::getCountsCount).containsExactly(1);
    }

    @Test
    void shouldCountWhatTheConsumerPassedOver() {
        for (int i = 0; i < 3; i++) {
            task.log.append(Impressions.of("open", 1), NOW);
        }
        task.log.append(Impressions.UNDECODABLE, NOW);
        task.log.append(Impressions.of("open", 1), NOW);

        task.skip(4);
        task.consumeAll();
        task.flush();
        task.commit();

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

        assertThatThrownBy(task::consume)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offset 0 came after 1: the topic was deleted and created again");
    }

    @Test
    void shouldRefuseALogThatEndsBeforeWhatWasCounted() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.flush();
        task.commit();

        task.log.records().clear();
        task.log.forgetConsumed();

        assertThatThrownBy(task::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ends at offset 0, but was counted up to 1");
    }

    @Test
    void shouldStopWhenTheGroupWasSetForward() {
        for (int i = 0; i < 2_000; i++) {
            task.log.append(Impressions.of("🎉".repeat(240) + i, 1), NOW);
        }
        task.log.consumedTo(2_000);

        assertThatThrownBy(task::start)
                .isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("Set them back to 0 or below");
    }

    @Test
    void shouldCutARejectedRecordThatWouldNotFitOnceMore() {
        task.log.append(new byte[1_000_000], NOW);

        task.consumeAll();
        task.commit();

        assertThat(task.rejects.get(0).value()).hasSize(RejectedRecord.MAX_VALUE_BYTES);
        assertThat(new String(
                        task.rejects
                                .get(0)
                                .headers()
                                .lastHeader("hakaru-length")
                                .value(),
                        UTF_8))
                .isEqualTo("1000000");
    }

    @Test
    void shouldFlushOnOneScheduleHoweverOftenItIsResumed() {
        task.resume();
        task.resume();

        assertThat(task.schedules()).isEqualTo(1);
    }

    private static CountBatch.Builder batch(long from, long to) {
        return CountBatch.newBuilder()
                .setTopicId(FakeImpressionLog.TOPIC_ID)
                .setFromOffset(from)
                .setToOffset(to);
    }

    private static Count count(long second, String ad, long impressions, long valueSum) {
        return Count.newBuilder()
                .setSecond(second)
                .setAd(ad)
                .setImpressions(impressions)
                .setValueSum(valueSum)
                .build();
    }
}
