package hakaru.aggregator.kafka;

import hakaru.contract.Topics;
import hakaru.runtime.PeriodicTask;
import hakaru.runtime.StartException;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the topics are still those that the job began with: a topic that was deleted and created
 * again has the same name and the same offsets. Owns a thread; safe for use by several.
 */
public final class WatchedTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedTopics.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** How often a last batch is emitted again in the time that Kafka keeps it. */
    private static final int KEEPINGS = 4;

    private final KafkaConfig kafka;
    private final Admin admin;
    private final CompletableFuture<Void> failure;
    private final PeriodicTask task =
            new PeriodicTask("aggregator-topic-identity", INTERVAL, this::look, WatchedTopics::failed);
    private final String countsId;
    private final int partitions;
    private final Duration keepEvery;
    private volatile String impressionsId;

    private WatchedTopics(KafkaConfig kafka, Admin admin, CompletableFuture<Void> failure) {
        TopicFacts topics = new TopicFacts(admin, kafka);
        this.kafka = kafka;
        this.admin = admin;
        this.failure = failure;
        impressionsId = topics.id(kafka.topic(Topics.IMPRESSIONS));
        countsId = topics.id(kafka.topic(Topics.IMPRESSION_COUNTS));
        partitions = topics.partitions(kafka.topic(Topics.IMPRESSIONS));
        keepEvery = topics.retention(kafka.topic(Topics.IMPRESSION_COUNTS))
                .orElse(kafka.topics().retention())
                .dividedBy(KEEPINGS);
    }

    /**
     * Notes what the topics are, once Kafka says so, and watches them.
     *
     * @param admin outlives it
     * @param failure is told when {@code impression-counts} is another one
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public static WatchedTopics start(KafkaConfig kafka, Admin admin, CompletableFuture<Void> failure)
            throws InterruptedException {
        while (true) {
            try {
                WatchedTopics watch = new WatchedTopics(kafka, admin, failure);
                watch.task.start();
                return watch;
            } catch (KafkaException e) {
                LOG.warn("Waiting for Kafka to say what the topics are: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            }
        }
    }

    /** The id of {@code impressions}, as it was seen last. */
    public String impressionsId() {
        return impressionsId;
    }

    /** How many partitions {@code impressions} had at the start. */
    public int partitions() {
        return partitions;
    }

    /** How old the last batch of a partition may get: far from what Kafka deletes. */
    public Duration keepEvery() {
        return keepEvery;
    }

    private void look() {
        TopicFacts topics = new TopicFacts(admin, kafka);
        requireSameCounts(topics.id(kafka.topic(Topics.IMPRESSION_COUNTS)));
        noteImpressions(topics.id(kafka.topic(Topics.IMPRESSIONS)));
    }

    private void requireSameCounts(String id) {
        if (!id.equals(countsId)) {
            failure.completeExceptionally(new StartException(kafka.topic(Topics.IMPRESSION_COUNTS)
                    + " was deleted and created again while the job ran (its id was " + countsId + ", and is " + id
                    + "): with it went the note of how far impressions are emitted, and the counts that MySQL"
                    + " had not taken yet. Stop the sinks and the aggregators, and follow \"A topic was created again\""
                    + " in the runbook"));
        }
    }

    private void noteImpressions(String id) {
        if (!id.equals(impressionsId)) {
            LOG.error(
                    "{} was deleted and created again (its id was {}, and is {}): it is counted from its beginning, and"
                            + " what the old one had uncounted is gone. Stop the aggregators before you delete it",
                    kafka.topic(Topics.IMPRESSIONS),
                    impressionsId,
                    id);
            impressionsId = id;
        }
    }

    private static void failed(Throwable failure, boolean isNews) {
        if (isNews) {
            LOG.warn("Cannot see whether the topics are still the same: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
