package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.contract.Topics;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.ImpressionLoad;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The release that kept a store is killed, with counts pending; this one goes on: the sum is exact. */
class UpgradeIT {
    @Test
    void shouldBeExactAfterTheReleaseWithAStoreWasKilledWithCountsPending() throws Exception {
        Pipeline pipeline = preparedPipeline();
        try (FormerRelease former = new FormerRelease(pipeline)) {
            former.publish(500);
            former.flush(0, 100);
            countInMysql(pipeline, 100);
            former.flush(100, 200);
            former.commitWithCountsPending(350);
            former.dieBeforeTheCommit(200, 350);
        }

        try (Aggregator aggregator = pipeline.startAggregator();
                MysqlSink sink = pipeline.startSink()) {
            publishSomething(pipeline);
            pipeline.assertEveryImpressionIsCountedOnce();
            assertThat(Scrape.of(pipeline.variable("AGGREGATOR_MANAGEMENT_PORT"))
                            .sum("hakaru_aggregator_rebuilt_total", ""))
                    .as("impressions that were pending on the old one's heap")
                    .isGreaterThanOrEqualTo(150);
        }
    }

    /** Two partitions, one of which the old release has not touched; its changelog has as many. */
    private Pipeline preparedPipeline() {
        Pipeline pipeline = Pipeline.onShared().with(Map.of("KAFKA_TOPIC_PARTITIONS", "2"));
        for (String topic : new String[] {Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED}) {
            pipeline.kafka().createTopic(pipeline.topic(topic), 2);
        }
        pipeline.kafka().createTopic(pipeline.topic("hakaru-aggregator-emitted-to-changelog"), 2);
        return pipeline;
    }

    private static void countInMysql(Pipeline pipeline, long impressions) throws InterruptedException {
        try (MysqlSink sink = pipeline.startSink()) {
            Await.until(
                    impressions + " impressions in the ledger",
                    Pipeline.LIMIT,
                    () -> pipeline.counts().ledgerImpressions() == impressions);
        }
    }

    private static void publishSomething(Pipeline pipeline) {
        try (ImpressionLoad load =
                ImpressionLoad.start(pipeline.kafka().bootstrapServers(), pipeline.topic(Topics.IMPRESSIONS), 12)) {
            Await.until("some impressions", Pipeline.LIMIT, () -> load.published() > 1_000);
        }
    }
}
