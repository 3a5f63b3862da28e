package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import org.junit.jupiter.api.Test;

/** MySQL goes away: requests go on; the sink resumes where the ledger stands. */
class MysqlGoesAwayIT {
    @Test
    void shouldAnswerWithoutMysqlAndCountWhenItReturns() throws Exception {
        try (TestDatabase database = TestDatabase.own()) {
            Pipeline pipeline = Pipeline.on(TestKafka.shared(), database);

            try (MysqlSink sink = pipeline.startSink();
                    Aggregator aggregator = pipeline.startAggregator();
                    IngestApi api = pipeline.startIngestApi();
                    BeaconLoad load = BeaconLoad.start("away", pipeline::beaconUrl)) {
                Await.until(
                        "the first counts",
                        Pipeline.LIMIT,
                        () -> pipeline.counts().impressions() > 0);
                database.stop();
                int before = load.accepted();
                Await.until("beacons without MySQL", Pipeline.LIMIT, () -> load.accepted() > before + 1_000);
                database.start();
                load.close();

                assertThat(load.failures()).isEmpty();
                pipeline.assertEveryImpressionIsCountedOnce();
                load.assertEachAcceptedOnce(pipeline.recount());
            }
        }
    }
}
