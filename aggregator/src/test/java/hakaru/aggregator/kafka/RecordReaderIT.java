package hakaru.aggregator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.aggregator.TestJob;
import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordReaderIT {
    @Test
    void shouldTellARangeThatIsDeletedFromOneThatHasNoRecord() throws InterruptedException, ExecutionException {
        TestJob job = TestJob.create();
        job.publish(3);
        try (RecordReader reader = new RecordReader(job.config().kafka(), job.impressions(), 1)) {
            Map<Integer, RangeToRead> all = Map.of(0, new RangeToRead(0, 3));
            assertThat(reader.last(all).values())
                    .extracting(SourceRecord::offset)
                    .containsExactly(2L);

            delete(job, 3);

            assertThatThrownBy(() -> reader.last(all))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("begins at 3 by now");
            assertThat(reader.last(Map.of(0, new RangeToRead(3, 3)))).isEmpty();
        }
    }

    private static void delete(TestJob job, long before) throws InterruptedException, ExecutionException {
        try (Admin admin = job.kafka().admin()) {
            TopicPartition partition = new TopicPartition(job.impressions(), 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }
}
