package hakaru.aggregator.combiner;

import static hakaru.aggregator.combiner.Batches.batch;
import static hakaru.aggregator.combiner.Batches.count;
import static hakaru.aggregator.combiner.SimulatedTask.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Impressions;
import hakaru.contract.CountBatch;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A task goes on where another one ended: what was pending is counted, what was emitted is not. */
class CombinerRestartTest {
    private final SimulatedTask task = new SimulatedTask();

    @Test
    void shouldCountAgainWhatWasConsumedButNotEmittedBeforeARestart() {
        task.log.append(Impressions.of("open", 4), NOW);
        task.emitAll();
        task.log.append(Impressions.of("open", 5), NOW);
        task.log.append(Impressions.of("open", 6), NOW);
        task.consumeAll();
        task.commit();

        task.start();
        task.flush();
        task.commit();

        assertThat(task.batches)
                .containsExactly(
                        batch(0, 1).addCounts(count(NOW / 1_000, "open", 1, 4)).build(),
                        batch(1, 3).addCounts(count(NOW / 1_000, "open", 2, 11)).build());
        assertThat(task.registry.counter("hakaru.aggregator.rebuilt").count()).isEqualTo(2);
    }

    /** The window's first and last records, and one in between. */
    @Test
    void shouldKnowTheIdsOfBeforeARestart() {
        for (int i = 0; i < 3; i++) {
            task.log.append("id-" + i, Impressions.of("open", 1), NOW + i * 40_000L);
        }
        task.emitAll();

        task.start();
        for (int i = 0; i < 3; i++) {
            task.log.append("id-" + i, Impressions.of("open", 1), NOW + 120_000);
        }
        task.emitAll();

        assertThat(task.batches.get(1).getRepeated()).isEqualTo(3);
        assertThat(task.batches.get(1).getCountsList()).isEmpty();
    }

    @Test
    void shouldDecideByTheRecordsTimeHoweverLateTheyAreRead() {
        task.log.append("a", Impressions.of("open", 1), NOW);
        task.emitAll();

        task.pass(Duration.ofHours(3));
        task.log.append("a", Impressions.of("open", 1), NOW + 1_000);
        task.start();
        task.emitAll();

        assertThat(task.batches.get(1).getRepeated()).isOne();
    }

    @Test
    void shouldNotSendARejectedRecordTwice() {
        task.log.append(Impressions.undecodable(), NOW);
        task.log.append(Impressions.of("open", 1), NOW);
        task.consumeAll();
        task.commit();

        task.start();
        task.emitAll();

        assertThat(task.rejects).hasSize(1);
        assertThat(task.batches.stream().mapToLong(CountBatch::getRejected).sum())
                .isEqualTo(1);
    }

    @Test
    void shouldNotJudgeTimeAgainAfterARestart() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.emitAll();
        task.log.append(
                Impressions.of("open", 1),
                NOW - Duration.ofDays(7).minusMinutes(1).toMillis());
        task.consumeAll();
        task.commit();

        task.pass(Duration.ofHours(1));
        task.start();
        task.flush();
        task.commit();

        assertThat(task.rejects).isEmpty();
        assertThat(task.batches).extracting(CountBatch::getCountsCount).containsExactly(1, 1);
    }

    @Test
    void shouldCountLaterWhatWentByWhileItCouldNotStart() {
        task.log.block(Optional.of("impression-counts has 1 partition"));
        task.start();
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.append(Impressions.undecodable(), NOW);
        task.consumeAll();
        task.commit();
        assertThat(task.batches).isEmpty();
        assertThat(task.readiness.reasons().values()).containsExactly("impression-counts has 1 partition");

        task.log.block(Optional.empty());
        task.log.append(Impressions.of("open", 1), NOW);
        task.flush();
        task.commit();
        task.emitAll();

        assertThat(task.readiness.isReady()).isTrue();
        assertThat(task.rejects).hasSize(1);
        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(0L, 2L);
        assertThat(task.batches).extracting(CountBatch::getToOffset).containsExactly(2L, 3L);
    }

    @Test
    void shouldWaitForTheFormerOwnersTransaction() {
        task.log.append(Impressions.of("open", 1), NOW);
        task.log.openTransaction(true);
        task.start();
        task.emitAll();
        assertThat(task.batches).isEmpty();

        task.batches.add(batch(0, 1).build());
        task.log.openTransaction(false);
        task.log.append(Impressions.of("open", 1), NOW);
        task.flush();
        task.emitAll();

        assertThat(task.batches).extracting(CountBatch::getFromOffset).containsExactly(0L, 1L);
    }

    @Test
    void shouldFlushOnOneScheduleHoweverOftenItIsResumed() {
        task.resume();
        task.resume();

        assertThat(task.schedules()).as("the tick has fired").isEqualTo(1);
    }
}
