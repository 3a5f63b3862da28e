package hakaru.aggregator.combiner;

import static hakaru.aggregator.combiner.Batches.batch;
import static hakaru.aggregator.combiner.Batches.count;
import static hakaru.aggregator.combiner.SimulatedTask.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Impressions;
import hakaru.aggregator.counting.RepeatConfig;
import hakaru.contract.CountBatch;
import hakaru.contract.Impression;
import hakaru.contract.Invalidity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CombinerTest {
    private final SimulatedTask task = new SimulatedTask();

    @Test
    void shouldEmitOneBatchForAFlushOfManyRecords() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.of("open", 2), NOW + 999);
        task.log.append(Impressions.of("purchase", 960), NOW + 1_000);

        task.emitAll();

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
    void shouldFlushLaterAfterAFlushOfManyRows() {
        SimulatedTask quick = new SimulatedTask(new FlushConfig(Duration.ofMillis(50), 512 << 10, 5_000), false);
        for (int ad = 0; ad < 4_000; ad++) {
            quick.log.append(Impressions.of("ad-" + ad, 1), NOW);
        }
        quick.emitAll();
        quick.log.append(Impressions.of("open", 1), NOW + 250);
        quick.consumeAll();

        quick.pass(Duration.ofMillis(199));
        quick.tick();
        assertThat(quick.wantsCommit()).isFalse();

        quick.pass(Duration.ofMillis(1));
        quick.tick();
        assertThat(quick.wantsCommit()).isTrue();
    }

    @Test
    void shouldChainTheRangesOfBatches() {
        for (int i = 0; i < 3; i++) {
            task.log.append(Impressions.of("open", i), NOW);
            task.emitAll();
        }

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(0L, 1L, 2L);
        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldForgetWhatIsEmitted() {
        Impression invalid = Impression.newBuilder()
                .setAd("open")
                .setValue(3)
                .setInvalid(Invalidity.INVALIDITY_BOT)
                .build();
        task.log.append("a", invalid.toByteArray(), NOW);
        task.log.append("a", invalid.toByteArray(), NOW);
        task.log.append(Impressions.undecodable(), NOW);
        task.log.append(Impressions.of("open", 3), NOW);
        task.emitAll();

        assertThat(task.batches).hasSize(2);
        assertThat(task.batches.get(0).getInvalidCount()).isOne();
        assertThat(task.batches.get(0).getRepeated()).isOne();
        assertThat(task.batches.get(0).getRejected()).isOne();
        assertThat(task.batches.get(1).toBuilder().clearRemembered().build())
                .isEqualTo(
                        batch(3, 4).addCounts(count(NOW / 1_000, "open", 1, 3)).build());
    }

    @Test
    void shouldRejectWhatCannotBeCountedAndGoOn() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.undecodable(), NOW);
        task.log.append(Impressions.of("open", 1), NOW + Duration.ofMinutes(6).toMillis());
        task.log.append(Impressions.of("open", 1), -1);
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        assertThat(task.rejects)
                .extracting(reject ->
                        new String(reject.headers().lastHeader("hakaru-reason").value(), UTF_8))
                .containsExactly("undecodable", "future", "expired");
        assertThat(task.rejects.get(0).value()).isEqualTo(Impressions.undecodable());
        assertThat(task.batches).extracting(CountBatch::getRejected).containsExactly(1L, 1L, 1L, 0L);
        assertThat(task.registry.counter("hakaru.aggregator.records").count()).isEqualTo(5);
        assertThat(task.registry.counter("hakaru.aggregator.counted").count()).isEqualTo(2);
    }

    @Test
    void shouldCountABeaconThatIsSentAgainOnce() {
        task.log.append("a", Impressions.of("open", 1), NOW);
        task.log.append("a", Impressions.of("open", 1), NOW + 1_000);
        task.log.append("b", Impressions.of("open", 1), NOW + 1_000);
        task.log.append("a", Impressions.of("purchase", 1), NOW + 1_000);
        task.log.append(Impressions.of("open", 1), NOW + 1_000);
        task.log.append(Impressions.of("open", 1), NOW + 1_000);

        task.emitAll();

        CountBatch batch = task.batches.get(0);
        assertThat(batch.getRepeated()).isOne();
        assertThat(batch.getCountsList())
                .containsExactlyInAnyOrder(
                        count(NOW / 1_000, "open", 1, 1),
                        count(NOW / 1_000 + 1, "open", 3, 3),
                        count(NOW / 1_000 + 1, "purchase", 1, 1));
        assertThat(batch.getRememberedList()).hasSize(1);
        assertThat(task.registry.counter("hakaru.aggregator.records").count()).isEqualTo(6);
        assertThat(task.registry.counter("hakaru.aggregator.counted").count()).isEqualTo(5);
        assertThat(task.registry.counter("hakaru.aggregator.repeated").count()).isOne();
        assertThat(task.registry.get("hakaru.aggregator.remembered.ids").gauge().value())
                .isEqualTo(3);
    }

    @Test
    void shouldEmitARangeThatHasNothingButRepeats() {
        task.log.append("a", Impressions.of("open", 1), NOW);
        task.emitAll();
        task.log.append("a", Impressions.of("open", 1), NOW);
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(1L, 2L);
        assertThat(task.batches).extracting(CountBatch::getRepeated).containsExactly(0L, 1L);
        assertThat(task.batches.get(1).getCountsList()).isEmpty();
    }

    @Test
    void shouldPayNothingForIdsWhereThereAreNone() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();

        assertThat(task.batches.get(0).getRememberedList()).isEmpty();
        assertThat(task.registry.get("hakaru.aggregator.remembered.ids").gauge().value())
                .isZero();
    }

    @Test
    void shouldCountIdsThatHadToGoBeforeTheirTime() {
        SimulatedTask small = new SimulatedTask(SimulatedTask.FLUSH, new RepeatConfig(Duration.ofMinutes(2), 8), false);
        for (int i = 0; i < 10; i++) {
            small.log.append("id-" + i, Impressions.of("open", 1), NOW);
        }

        small.emitAll();

        assertThat(small.registry.counter("hakaru.aggregator.evicted.ids").count())
                .isEqualTo(2);
        assertThat(small.registry
                        .get("hakaru.aggregator.remembered.ids")
                        .gauge()
                        .value())
                .isEqualTo(8);
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

        small.emitAll();

        assertThat(small.batches)
                .allSatisfy(batch -> assertThat(batch.getSerializedSize()).isLessThan((16 << 10) + 1_100));
        assertThat(small.batches.stream().mapToInt(CountBatch::getCountsCount).sum())
                .isEqualTo(200);
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
}
