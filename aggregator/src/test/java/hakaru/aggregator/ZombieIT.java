package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.ImpressionLoad;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An aggregator stands still with a batch in its hand, longer than its session, another takes over, and the first goes on. */
class ZombieIT {
    /** One member an instance, which is soon given up. */
    private static final String[] SHORT_SESSION = {
        "AGGREGATOR_THREADS", "1", "AGGREGATOR_STREAMS_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000"
    };

    @Test
    void shouldDoubleNothingWhenAZombieComesBack() throws InterruptedException {
        TestJob job = TestJob.create();
        try (ImpressionLoad load = job.load(6);
                ForkedJvm zombie =
                        job.fork(HaltingAggregator.class, List.of(HaltingAggregator.SENDING), SHORT_SESSION)) {
            Await.until(
                    "the zombie to stand still",
                    TestJob.LIMIT,
                    () -> zombie.output().contains(HaltingAggregator.STANDS_STILL));
            try (Aggregator successor = Aggregator.start(job.config(SHORT_SESSION))) {
                Await.until("the zombie to be given up", TestJob.LIMIT, () -> job.members() == 1);
                job.awaitProgress(load);
                zombie.resume();
                Await.until("the zombie to join again", TestJob.LIMIT, () -> job.members() == 2);
                job.awaitProgress(load);
                load.close();
                job.awaitCaughtUp();
            }
            assertThat(zombie.isAlive()).isTrue();
        }

        job.assertBooksBalance();
    }
}
