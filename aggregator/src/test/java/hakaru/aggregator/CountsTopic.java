package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.CountBatch;
import hakaru.contract.Topics;
import hakaru.testkit.Recount;
import hakaru.testkit.TopicRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands in {@code impression-counts}, and whether it is right. */
record CountsTopic(List<CountBatch> batches) {
    static CountsTopic of(AggregatorConfig config) {
        String topic = config.kafka().topic(Topics.IMPRESSION_COUNTS);
        return new CountsTopic(TopicRecords.all(config.kafka().bootstrapServers(), topic).stream()
                .map(CountsTopic::decode)
                .toList());
    }

    private static CountBatch decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            CountBatch batch = CountBatch.parseFrom(record.value());
            assertThat(batch.getPartition()).isEqualTo(record.partition());
            return batch;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    Recount recount() {
        Recount recount = new Recount();
        batches.forEach(batch -> batch.getCountsList()
                .forEach(count -> recount.add(
                        new Recount.Row(count.getSecond(), count.getAd()),
                        new Recount.Sums(count.getImpressions(), count.getValueSum()))));
        return recount;
    }

    long repeated() {
        return batches.stream().mapToLong(CountBatch::getRepeated).sum();
    }

    long rejected() {
        return batches.stream().mapToLong(CountBatch::getRejected).sum();
    }

    void assertRangesFollowEachOther() {
        Map<Integer, Long> reached = new HashMap<>();
        for (CountBatch batch : batches) {
            assertThat(batch.getFromOffset())
                    .as("begin of the next batch of partition %d", batch.getPartition())
                    .isEqualTo(reached.getOrDefault(batch.getPartition(), 0L));
            assertThat(batch.getToOffset()).isGreaterThan(batch.getFromOffset());
            reached.put(batch.getPartition(), batch.getToOffset());
        }
    }
}
