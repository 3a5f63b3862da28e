package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.contract.Topics;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.ImpressionLoad;
import hakaru.testkit.Recount.Row;
import hakaru.testkit.Recount.Sums;
import hakaru.testkit.TopicRecords;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** {@code impression-counts} is read again from the start: nothing changes. */
class CountsAreReadAgainIT {
    @Test
    void shouldChangeNothingWhenTheCountsAreReadAgain() throws Exception {
        Pipeline pipeline = Pipeline.onShared();
        countSomething(pipeline);
        SortedMap<Row, Sums> before = pipeline.counts().rows();
        int batches = TopicRecords.all(pipeline.kafka().bootstrapServers(), pipeline.topic(Topics.IMPRESSION_COUNTS))
                .size();

        pipeline.counts().execute("UPDATE ledger SET counts_position = 0");
        try (MysqlSink sink = pipeline.startSink()) {
            Await.until(
                    batches + " batches replayed",
                    Pipeline.LIMIT,
                    () -> Scrape.of(pipeline.variable("SINK_MANAGEMENT_PORT"))
                                    .sum("hakaru_sink_batches_total", "outcome=\"replayed\"")
                            >= batches);
        }

        assertThat(pipeline.counts().rows()).isEqualTo(before);
        pipeline.assertEveryImpressionIsCountedOnce();
    }

    private static void countSomething(Pipeline pipeline) throws InterruptedException {
        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator()) {
            try (ImpressionLoad load =
                    ImpressionLoad.start(pipeline.kafka().bootstrapServers(), pipeline.topic(Topics.IMPRESSIONS), 3)) {
                Await.until("some impressions", Pipeline.LIMIT, () -> load.published() > 2_000);
            }
            pipeline.assertEveryImpressionIsCountedOnce();
        }
    }
}
