package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.contract.Topics;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

/** Partitions are raised while all runs: nothing is lost, nothing is counted twice, nothing is started again. */
class PartitionsAreRaisedIT {
    private static final int FEW = 2;
    private static final int MANY = 8;
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    @Test
    void shouldCountTheNewPartitionsWithoutARestart() throws Exception {
        Pipeline pipeline = pipeline();
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi();
                BeaconLoad load = BeaconLoad.start("raised", pipeline::beaconUrl)) {
            awaitCountedPartitions(pipeline, FEW);

            raise(pipeline, Topics.IMPRESSIONS_REJECTED, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS);

            awaitCountedPartitions(pipeline, MANY);
            load.close();
            assertExact(pipeline, load);
        }
    }

    @Test
    void shouldWaitAndGoOnByItselfInTheWrongOrder() throws Exception {
        Pipeline pipeline = pipeline();
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator();
                IngestApi api = pipeline.startIngestApi();
                BeaconLoad load = BeaconLoad.start("wrong", pipeline::beaconUrl)) {
            awaitCountedPartitions(pipeline, FEW);

            raise(pipeline, Topics.IMPRESSIONS);
            Await.until(
                    "the reason in /readyz",
                    TAKEN_UP,
                    () -> readiness(pipeline).contains("aggregator partitions " + MANY));
            awaitProgress(pipeline);
            raise(pipeline, Topics.IMPRESSION_COUNTS);

            awaitCountedPartitions(pipeline, MANY);
            load.close();
            assertExact(pipeline, load);
            assertThat(readiness(pipeline)).doesNotContain("aggregator partitions");
        }
    }

    private Pipeline pipeline() {
        return Pipeline.onShared()
                .with(Map.of(
                        "KAFKA_TOPIC_PARTITIONS",
                        Integer.toString(FEW),
                        // The producer goes on to another partition after so many bytes: all have something soon.
                        "INGEST_PRODUCER_BATCH_SIZE",
                        "512"));
    }

    private static void raise(Pipeline pipeline, String... topics) throws ExecutionException, InterruptedException {
        try (Admin admin = pipeline.kafka().admin()) {
            for (String topic : topics) {
                admin.createPartitions(Map.of(pipeline.topic(topic), NewPartitions.increaseTo(MANY)))
                        .all()
                        .get();
            }
        }
    }

    /** The ledger has a row for each partition that was counted. */
    private static void awaitCountedPartitions(Pipeline pipeline, int partitions) {
        Await.until(
                partitions + " partitions in the ledger",
                TAKEN_UP,
                () -> pipeline.counts().ledgerPartitions() == partitions);
    }

    private static void awaitProgress(Pipeline pipeline) throws SQLException {
        long before = pipeline.counts().impressions();
        Await.until("the others to go on", TAKEN_UP, () -> pipeline.counts().impressions() > before);
    }

    private static String readiness(Pipeline pipeline) throws Exception {
        List<String> lines = Scrape.ofPath(pipeline.variable("AGGREGATOR_MANAGEMENT_PORT"), "/readyz")
                .lines();
        return String.join("\n", lines);
    }

    private static void assertExact(Pipeline pipeline, BeaconLoad load) {
        assertThat(load.failures()).isEmpty();
        pipeline.assertEveryImpressionIsCountedOnce();
        load.assertEachAcceptedOnce(pipeline.recount());
    }
}
