package hakaru.sink;

import hakaru.contract.Topics;
import hakaru.runtime.PeriodicTask;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicOffsets;
import hakaru.sink.batch.AwaitedEnds;
import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.FailureReason;
import hakaru.sink.mysql.closing.DayClosing;
import hakaru.sink.mysql.closing.Settlement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares every second the ledger with the ends of {@code impressions}, for all partitions, whoever writes them: a sink that
 * lives tells of one that does not. It measures how far the ledger is behind, and moves <em>final to</em>. Owns a thread.
 */
final class LedgerLag implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLag.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String topic;
    private final Settlement settlement;
    private final LedgerLagMetrics metrics;
    private final AwaitedEnds awaited = new AwaitedEnds();
    private final PeriodicTask task =
            new PeriodicTask("sink-mysql-ledger-lag", INTERVAL, this::compare, LedgerLag::failed);
    private Ledger ledger = new Ledger(List.of());
    private boolean refused;
    private volatile Optional<DayClosing.Reached> reached = Optional.empty();

    private LedgerLag(KafkaConfig kafka, Settlement settlement, LedgerLagMetrics metrics) {
        this.admin = kafka.admin("hakaru-sink-lag");
        this.topic = kafka.topic(Topics.IMPRESSIONS);
        this.settlement = settlement;
        this.metrics = metrics;
    }

    /** Starts comparing; the settlement is used by this thread only. */
    static LedgerLag start(KafkaConfig kafka, Settlement settlement, LedgerLagMetrics metrics) {
        LedgerLag lag = new LedgerLag(kafka, settlement, metrics);
        lag.task.startNow();
        return lag;
    }

    private void compare() throws ExecutionException, InterruptedException {
        Instant asked = Clock.systemUTC().instant();
        TopicOffsets ends = TopicOffsets.ends(admin, topic);
        awaited.add(asked, ends);
        settle();
        metrics.lag(ledger.uncounted(ends));
    }

    /** The gauge stays where it was until Kafka answers again. */
    private static void failed(Throwable failure, boolean isNews) {
        if (failure instanceof ExecutionException || failure instanceof KafkaException) {
            LOG.debug("Kafka does not say where impressions ends", failure);
        } else if (isNews) {
            LOG.error("The ledger cannot be compared with impressions, and nothing becomes final until it is", failure);
        }
    }

    /** While MySQL is away the ledger stands where it stood, and the lag grows on. */
    private void settle() {
        try {
            Settlement.Standing standing = settlement.move(awaited);
            ledger = standing.ledger();
            standing.reached().ifPresent(moment -> reached = Optional.of(new DayClosing.Reached(moment, ledger)));
            metrics.finalTo(standing.finalTo());
            refused = false;
        } catch (SQLException e) {
            tell(e);
        }
    }

    /** Of a MySQL that is away the writer tells. */
    private void tell(SQLException failure) {
        if (!task.isClosing() && !refused && FailureKind.of(failure) == FailureKind.PERSON) {
            refused = true;
            LOG.error(
                    "MySQL does not let settlement move, and nothing becomes final until it does: {}",
                    FailureReason.of(failure));
        } else {
            LOG.debug("MySQL does not say where the ledger stands", failure);
        }
    }

    /** The latest moment that the ledger is known to have reached; for any thread. */
    Optional<DayClosing.Reached> reached() {
        return reached;
    }

    /** The thread may still wait for MySQL: the end of the pool will end that. */
    @Override
    public void close() {
        task.close();
        admin.close(CLOSE_LIMIT);
    }
}
