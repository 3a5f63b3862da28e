package hakaru.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.contract.Impression;
import hakaru.contract.Topics;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import hakaru.testkit.TopicRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** An undecodable record, a future timestamp: one rejected record, everything else exact. */
class UncountableRecordIT {
    @Test
    void shouldRejectTheUncountableAndCountTheRest() throws Exception {
        Pipeline pipeline = Pipeline.onShared();

        try (MysqlSink sink = pipeline.startSink();
                Aggregator aggregator = pipeline.startAggregator()) {
            publishSixOfWhichThreeCannotBeCounted(pipeline);

            Await.until(
                    "3 rejected",
                    Pipeline.LIMIT,
                    () -> pipeline.counts().ledgerRejected() == 3
                            && pipeline.counts().impressions() == 3);
            assertThat(pipeline.counts().valueSum()).isEqualTo(3 * 5);
            assertThat(pipeline.counts().ledgerImpressions()).isEqualTo(3);
            assertThat(pipeline.counts().rejectedOffsets())
                    .as("what receipts are told")
                    .containsExactlyInAnyOrder(1L, 3L, 4L);
            assertThat(TopicRecords.all(
                            pipeline.kafka().bootstrapServers(), pipeline.topic(Topics.IMPRESSIONS_REJECTED)))
                    .extracting(record -> new String(
                            record.headers().lastHeader("hakaru-reason").value(), UTF_8))
                    .containsExactlyInAnyOrder("undecodable", "ad", "future");
        }
    }

    private static void publishSixOfWhichThreeCannotBeCounted(Pipeline pipeline) throws Exception {
        byte[] good = Impression.newBuilder().setAd("open").setValue(5).build().toByteArray();
        byte[] nameless = Impression.newBuilder().setValue(5).build().toByteArray();
        long now = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : List.of(
                    record(pipeline, good, now),
                    record(pipeline, new byte[] {(byte) 0xff}, now),
                    record(pipeline, good, now),
                    record(pipeline, nameless, now),
                    record(pipeline, good, now + Duration.ofMinutes(10).toMillis()),
                    record(pipeline, good, now))) {
                producer.send(record).get();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Pipeline pipeline, byte[] value, long timestamp) {
        return new ProducerRecord<>(pipeline.topic(Topics.IMPRESSIONS), 0, timestamp, null, value);
    }
}
