package hakaru.guarantees;

import hakaru.aggregator.Aggregator;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import org.junit.jupiter.api.Test;

/** A broker restarts: requests wait in the producer's buffer or get 503; nothing acknowledged is lost. */
class BrokerRestartsIT {
    @Test
    void shouldLoseNothingAcknowledgedWhenTheBrokerRestarts() throws Exception {
        try (TestKafka kafka = TestKafka.own()) {
            Pipeline pipeline = Pipeline.on(kafka, TestDatabase.fresh());

            try (MysqlSink sink = pipeline.startSink();
                    Aggregator aggregator = pipeline.startAggregator();
                    IngestApi api = pipeline.startIngestApi();
                    BeaconLoad load = BeaconLoad.start("broker", pipeline::beaconUrl)) {
                awaitAccepted(load);
                kafka.stop();
                kafka.start();
                awaitAccepted(load);
                load.close();

                pipeline.assertEveryImpressionIsCountedOnce();
                load.assertEachAcceptedOnce(pipeline.recount());
            }
        }
    }

    private static void awaitAccepted(BeaconLoad load) {
        int before = load.accepted();
        Await.until("more beacons answered", Pipeline.LIMIT, () -> load.accepted() > before + 200);
    }
}
