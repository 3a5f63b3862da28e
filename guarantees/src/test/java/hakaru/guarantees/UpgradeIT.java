package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.contract.Topics;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.ImpressionLoad;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The former release is killed, with counts pending; this one goes on from what it has left: the sum is exact. */
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

    /** Its tables, too, have counts in them; beacons come before, meanwhile and afterwards. */
    @Test
    void shouldTakeOverDatabaseAndTopicsUnderLoad() throws Exception {
        Pipeline pipeline = preparedPipeline();
        FormerTables tables = new FormerTables(pipeline.database());
        tables.make();
        try (FormerRelease former = new FormerRelease(pipeline)) {
            former.publish(500);
            try (IngestApi api = pipeline.startIngestApi();
                    BeaconLoad load = BeaconLoad.start("upgrade", pipeline::beaconUrl)) {
                former.flush(0, 100);
                tables.count(former.topicId(), former.published().subList(0, 100));
                former.flush(100, 200);
                former.commitWithCountsPending(350);
                former.dieBeforeTheCommit(200, 350);
                awaitAccepted(load);

                try (Aggregator aggregator = pipeline.startAggregator();
                        MysqlSink sink = pipeline.startSink()) {
                    awaitAccepted(load);
                    load.close();

                    pipeline.assertEveryImpressionIsCountedOnce();
                    load.assertEachAcceptedOnce(pipeline.recount());
                    assertThat(load.failures()).isEmpty();
                }
            }
        }
    }

    private static void awaitAccepted(BeaconLoad load) {
        int before = load.accepted();
        Await.until("more beacons answered", Pipeline.LIMIT, () -> load.accepted() > before + 500);
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
