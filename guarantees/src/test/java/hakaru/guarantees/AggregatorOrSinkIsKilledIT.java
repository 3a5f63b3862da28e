package hakaru.guarantees;

import hakaru.contract.Topics;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.ImpressionLoad;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Aggregator or sink is killed (-9) at any moment, twice over: the sum is exact after restart. */
class AggregatorOrSinkIsKilledIT {
    private static final int KILLS = Integer.getInteger("hakaru.kills", 10);
    /** From before the process has joined its group to well into its work. */
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(5);

    private final long seed = Long.getLong("hakaru.seed", System.nanoTime());
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    @Test
    void shouldBeExactAfterTheAggregatorIsKilledAgainAndAgain() throws InterruptedException {
        Pipeline pipeline = preparedPipeline();

        try (ForkedJvm sink = pipeline.fork(hakaru.sink.Main.class);
                ImpressionLoad load = load(pipeline)) {
            killAgainAndAgain(pipeline, hakaru.aggregator.Main.class);
            load.close();
            try (ForkedJvm last = pipeline.fork(hakaru.aggregator.Main.class)) {
                pipeline.assertEveryImpressionIsCountedOnce();
            }
        }
    }

    @Test
    void shouldBeExactAfterTheSinkIsKilledAgainAndAgain() throws InterruptedException {
        Pipeline pipeline = preparedPipeline();

        try (ForkedJvm aggregator = pipeline.fork(hakaru.aggregator.Main.class);
                ImpressionLoad load = load(pipeline)) {
            killAgainAndAgain(pipeline, hakaru.sink.Main.class);
            load.close();
            try (ForkedJvm last = pipeline.fork(hakaru.sink.Main.class)) {
                pipeline.assertEveryImpressionIsCountedOnce();
            }
        }
    }

    /** The topics and tables are there before the load begins. */
    private Pipeline preparedPipeline() throws InterruptedException {
        System.out.println("hakaru.seed=" + seed);
        Pipeline pipeline = Pipeline.onShared();
        pipeline.startSink().close();
        pipeline.startAggregator().close();
        return pipeline;
    }

    private ImpressionLoad load(Pipeline pipeline) {
        return ImpressionLoad.start(
                pipeline.kafka().bootstrapServers(), pipeline.topic(Topics.IMPRESSIONS), random.nextLong());
    }

    private void killAgainAndAgain(Pipeline pipeline, Class<?> main) {
        for (int kill = 0; kill < KILLS; kill++) {
            try (ForkedJvm victim = pipeline.fork(main)) {
                if (random.nextInt(3) == 0) {
                    awaitProgress(pipeline);
                }
                LockSupport.parkNanos(random.nextLong(LONGEST_LIFE.toNanos()));
                victim.kill();
            }
        }
    }

    private static void awaitProgress(Pipeline pipeline) {
        long before = pipeline.counts().ledgerImpressions();
        Await.until(
                "something more to be counted",
                Pipeline.LIMIT,
                () -> pipeline.counts().ledgerImpressions() > before);
    }
}
