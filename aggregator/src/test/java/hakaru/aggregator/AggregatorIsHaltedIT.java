package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.ForkedJvm;
import hakaru.testkit.ImpressionLoad;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The aggregator dies at the worst moments, one after the other: each impression is in one batch. */
class AggregatorIsHaltedIT {
    private static final String[] SESSION = {"AGGREGATOR_STREAMS_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000"};

    @Test
    void shouldBeExactWhenKilledBetweenSendAndCommitAndAgainWhileReadingBack() throws InterruptedException {
        TestJob job = TestJob.create();
        try (ImpressionLoad load = job.load(12)) {
            try (Aggregator other = Aggregator.start(job.config(SESSION))) {
                job.awaitProgress(load);
                runUntilHalted(job, HaltingAggregator.COMMIT);
                job.awaitProgress(load);
            }
            job.passOverWhatIsPublished();
            runUntilHalted(job, HaltingAggregator.READING);

            try (ForkedJvm last = fork(job, "")) {
                job.awaitProgress(load);
                load.close();
                job.awaitCaughtUp();
            }
        }

        job.assertBooksBalance();
    }

    /** Repeats come in before and after each death, of ids that only their task's successor can know. */
    @Test
    void shouldCountABeaconThatIsSentAgainOnceWhenKilledInBetween() throws InterruptedException {
        TestJob job = TestJob.create();
        try (ImpressionLoad load = job.repeatingLoad(13)) {
            try (Aggregator other = Aggregator.start(job.config(SESSION))) {
                job.awaitProgress(load);
                runUntilHalted(job, HaltingAggregator.COMMIT);
                job.awaitProgress(load);
            }
            // It reads the records whose ids are remembered.
            runUntilHalted(job, HaltingAggregator.READING);

            try (ForkedJvm last = fork(job, "")) {
                job.awaitProgress(load);
                load.close();
                job.awaitCaughtUp();
            }
        }

        job.assertBooksBalance();
        assertThat(job.counts().repeated()).isPositive();
    }

    private static void runUntilHalted(TestJob job, String point) {
        try (ForkedJvm victim = fork(job, point)) {
            victim.awaitEnd(TestJob.LIMIT);
            assertThat(victim.output()).contains("halts at " + point.substring(point.indexOf('=') + 1));
        }
    }

    private static ForkedJvm fork(TestJob job, String point) {
        List<String> options = point.isEmpty() ? List.of() : List.of(point);
        return job.fork(HaltingAggregator.class, options, "AGGREGATOR_INSTANCE_ID", "victim", SESSION[0], SESSION[1]);
    }
}
