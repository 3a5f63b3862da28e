package hakaru.sink;

import hakaru.contract.Topics;
import hakaru.runtime.kafka.EndOffsets;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.sink.batch.TopicEnds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Asks Kafka where {@code impressions} ends. For one thread, except {@link #close()}. */
final class ImpressionEnds implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;
    private final Clock clock;

    private ImpressionEnds(Admin admin, String topic, Clock clock) {
        this.admin = admin;
        this.topic = topic;
        this.clock = clock;
    }

    static ImpressionEnds open(KafkaConfig kafka, Clock clock) {
        return new ImpressionEnds(kafka.admin("hakaru-sink-lag"), kafka.topic(Topics.IMPRESSIONS), clock);
    }

    TopicEnds read() throws ExecutionException, InterruptedException {
        Instant asked = clock.instant();
        EndOffsets ends = EndOffsets.read(admin, topic);
        return new TopicEnds(asked, ends.topicId(), ends.byPartition());
    }

    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
