package hakaru.report;

import hakaru.runtime.kafka.EndOffsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Asks Kafka how many impressions the API has ever published: an offset is given once, and what retention has deleted keeps
 * its own. Each question is bounded by the administrative client's own timeout.
 */
final class AcceptedImpressions implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;

    AcceptedImpressions(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** @param topicId the id Kafka gave the topic: one created anew begins at 0 under another id */
    record Accepted(String topicId, long records) {}

    Accepted read() throws ExecutionException, InterruptedException {
        EndOffsets ends = EndOffsets.read(admin, topic);
        return new Accepted(ends.topicId(), ends.sum());
    }

    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
