package hakaru.sink;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.KafkaGate;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.ManagementServer;
import hakaru.runtime.Metrics;
import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.runtime.TopicWatch;
import hakaru.runtime.lag.ConsumerGroupLag;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.closing.DayClosing;
import hakaru.sink.mysql.closing.Settlement;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.sink.mysql.counts.NewAds;
import hakaru.sink.mysql.rollup.RollUpMetrics;
import hakaru.sink.mysql.schema.SchemaGate;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts in, rows out: the sink as a running service. */
public final class MysqlSink implements Service {
    private static final List<String> WATCHED =
            List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED);

    private static final Duration CLOSING_INTERVAL = Duration.ofSeconds(1);

    private final Lifecycle parts = new Lifecycle();
    private final Readiness readiness = new Readiness();
    private final Readiness.Condition mysql = readiness.condition("mysql", "has not answered yet");
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final SinkConfig config;
    private @Nullable ManagementServer management;

    private MysqlSink(SinkConfig config) {
        this.config = config;
    }

    /**
     * Starts the sink, waiting without limit for Kafka and MySQL.
     *
     * @throws hakaru.runtime.StartException when a person must remove the reason
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public static MysqlSink start(SinkConfig config) throws InterruptedException {
        MysqlSink sink = new MysqlSink(config);
        try {
            sink.open();
            return sink;
        } catch (InterruptedException | RuntimeException | Error e) {
            sink.close();
            throw e;
        }
    }

    private void open() throws InterruptedException {
        KafkaGate kafka = new KafkaGate(config.kafka(), readiness);
        PrometheusMeterRegistry registry = Metrics.open(parts);
        SinkMetrics metrics = new SinkMetrics(registry, Clock.systemUTC());
        management = parts.add(
                "management port", ManagementServer.start("sink-mysql", config.management(), readiness, registry));
        kafka.pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS));
        parts.add("group lag", ConsumerGroupLag.start("hakaru-sink", config.kafka(), Groups.TOPICS, registry));
        parts.add("topic watch", TopicWatch.start(config.kafka(), WATCHED, registry));
        HikariDataSource pool = parts.add("connection pool", ConnectionPool.open(config.mysql(), registry));
        new SchemaGate(config.mysql(), config.retry(), mysql).pass(pool);
        LedgerLag lag = parts.add(
                "ledger lag",
                LedgerLag.start(
                        ImpressionEnds.open(config.kafka(), Clock.systemUTC()),
                        new Settlement(pool, config.finalAfter()),
                        metrics));
        parts.add("day closing", closeDays(lag, new DayClosing(pool, config.finalAfter())));
        if (config.mysql().migration().isPresent()) {
            parts.add("maintenance", Maintained.repeat(config.mysql()));
        }
        parts.add(
                "roll-ups",
                Repeated.start(
                        "roll-up",
                        config.rollUpInterval(),
                        config.rollUpInterval(),
                        new RollUpTask(pool, new RollUpMetrics(registry, Clock.systemUTC()))));
        Consumer<byte[], byte[]> consumer = CountsConsumer.open(config.kafka(), config.instanceId(), config.consumer());
        parts.add("consumer metrics", new KafkaClientMetrics(consumer)).bindTo(registry);
        NewAds newAds = new NewAds(config.newAds(), registry, Clock.systemUTC());
        startWriter(consumer, new CountStore(pool, config.mysql().limits().statement(), newAds), metrics);
    }

    /** One a round, so that a long row of days does not hold up the writers. */
    private static Repeated closeDays(LedgerLag lag, DayClosing closing) {
        return Repeated.start("day closing", CLOSING_INTERVAL, CLOSING_INTERVAL, () -> {
            Optional<DayClosing.Reached> reached = lag.reached();
            if (reached.isPresent()) {
                closing.closeNext(reached.get());
            }
        });
    }

    /** The consumer is the writer's from here on, who also closes it. */
    private void startWriter(Consumer<byte[], byte[]> consumer, CountStore store, SinkMetrics metrics) {
        Retry retry = new Retry(config.retry(), mysql, metrics);
        WriterLoop loop = new WriterLoop(new WriterLoop.Parts(
                config.kafka().topic(Topics.IMPRESSION_COUNTS),
                config.mysql().limits().transaction(),
                consumer,
                new Assignment(consumer, readiness, metrics, retry),
                new Committer(store, retry, metrics),
                retry));
        WriterThread writer = parts.add("writer", WriterThread.start(loop, store));
        writer.failure().exceptionally(cause -> {
            failure.completeExceptionally(cause);
            return null;
        });
    }

    /** The management port that was really opened, when the configuration asks for any free one. */
    public int managementPort() {
        return Objects.requireNonNull(management, "the sink is not open").port();
    }

    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** Stops being ready, then closes in reverse: writer, roll-ups, ledger lag, pool, group lag, management port. */
    @Override
    public void close() {
        readiness.condition("sink", "is stopping");
        parts.close();
    }
}
