package hakaru.sink;

import hakaru.contract.Topics;
import hakaru.runtime.KafkaConfig;
import hakaru.runtime.NamedThreads;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.LedgerKey;
import hakaru.sink.mysql.CountStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures every few seconds how far the ledger is behind {@code impressions}, for all partitions, whoever writes them: a
 * sink that lives tells of one that does not. Owns a thread.
 */
final class LedgerLag implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLag.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;
    private final CountStore store;
    private final SinkMetrics metrics;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons("sink-lag"));
    private Ledger ledger = new Ledger(List.of());

    private LedgerLag(Admin admin, String topic, CountStore store, SinkMetrics metrics) {
        this.admin = admin;
        this.topic = topic;
        this.store = store;
        this.metrics = metrics;
    }

    /** Starts measuring; {@code store} is used by this thread only. */
    static LedgerLag start(KafkaConfig kafka, CountStore store, SinkMetrics metrics) {
        LedgerLag lag = new LedgerLag(kafka.admin("hakaru-sink-lag"), kafka.topic(Topics.IMPRESSIONS), store, metrics);
        var unused = lag.thread.scheduleWithFixedDelay(lag::measure, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return lag;
    }

    private void measure() {
        try {
            readLedger();
            metrics.lag(records());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            // An exception would end the schedule; the gauge stays where it was until Kafka answers again.
            LOG.debug("Kafka does not say where {} ends", topic, e);
        }
    }

    /** While MySQL is away the ledger stands where it stood, and the lag grows on. */
    private void readLedger() {
        try {
            ledger = store.readLedger();
        } catch (SQLException e) {
            LOG.debug("MySQL does not say where the ledger stands", e);
        }
    }

    private Map<Integer, Long> records() throws ExecutionException, InterruptedException {
        TopicDescription description = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        String topicId = description.topicId().toString();
        Map<Integer, Long> lag = new TreeMap<>();
        ends(description)
                .forEach((partition, end) ->
                        lag.put(partition, Math.max(0, end - ledger.countedTo(new LedgerKey(topicId, partition)))));
        return lag;
    }

    private Map<Integer, Long> ends(TopicDescription description) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new TreeMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    /** The thread may still wait for MySQL: the end of the pool will end that. */
    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(CLOSE_LIMIT);
    }
}
