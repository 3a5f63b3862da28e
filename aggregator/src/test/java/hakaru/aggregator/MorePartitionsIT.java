package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.aggregator.kafka.TopicFacts;
import hakaru.runtime.StartException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

class MorePartitionsIT {
    @Test
    void shouldRaiseAllTopicsFromWhateverTheyHave() throws Exception {
        TestJob job = TestJob.create();
        try (Admin admin = job.kafka().admin()) {
            admin.createPartitions(Map.of(job.impressions(), NewPartitions.increaseTo(5)))
                    .all()
                    .get();
        }

        MorePartitions.raise(job.config().kafka(), 6);
        MorePartitions.raise(job.config().kafka(), 6);

        try (Admin admin = job.kafka().admin()) {
            TopicFacts topics = new TopicFacts(admin, job.config().kafka());
            assertThat(topics.partitions(job.impressions())).isEqualTo(6);
            assertThat(topics.partitions(job.impressionCounts())).isEqualTo(6);
        }
        assertThatThrownBy(() -> MorePartitions.raise(job.config().kafka(), 5))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Nothing was changed");
    }
}
