package hakaru.sink;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.Service;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.kafka.TopicWatch;
import hakaru.runtime.lag.ConsumerGroupLag;
import hakaru.runtime.management.Readiness;
import hakaru.runtime.management.RunningService;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.sink.mysql.counts.NewAds;
import hakaru.sink.mysql.schema.SchemaGate;
import hakaru.sink.writer.CountsConsumer;
import hakaru.sink.writer.WriterMetrics;
import hakaru.sink.writer.WriterParts;
import hakaru.sink.writer.WriterThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;

/** Brings counts from Kafka into MySQL as a running service: the writer, and what goes on beside it. */
public final class MysqlSink implements Service {
    private static final List<String> WATCHED =
            List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED);

    private final RunningService service;
    private final int managementPort;

    private MysqlSink(RunningService service, int managementPort) {
        this.service = service;
        this.managementPort = managementPort;
    }

    /**
     * Starts the sink, waiting without limit for Kafka and MySQL.
     *
     * @throws hakaru.runtime.StartException when a person must remove the reason
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public static MysqlSink start(SinkConfig config) throws InterruptedException {
        return RunningService.open("sink-mysql", service -> open(config, service));
    }

    private static MysqlSink open(SinkConfig config, RunningService service) throws InterruptedException {
        WriterMetrics metrics = new WriterMetrics(service.metrics(), Clock.systemUTC());
        LedgerLagMetrics lagMetrics = new LedgerLagMetrics(service.metrics(), Clock.systemUTC());
        Readiness.Condition mysql = service.condition("mysql", "has not answered yet");
        int managementPort = service.openManagementPort(config.management());
        new KafkaGate(config.kafka(), service.readiness()).pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS));
        addWatches(config, service);
        HikariDataSource pool = service.add("connection pool", ConnectionPool.open(config.mysql(), service.metrics()));
        new SchemaGate(config.mysql(), config.retry(), mysql).pass(pool);
        SideTasks.add(config, service, pool, lagMetrics);
        WriterParts parts = writerParts(config, service, pool);
        service.add("writer", WriterThread.start(service, parts, mysql, metrics));
        service.add("readiness", () -> service.condition("sink", "is stopping"));
        return new MysqlSink(service, managementPort);
    }

    /** What looks at Kafka alone. */
    private static void addWatches(SinkConfig config, RunningService service) {
        MeterRegistry registry = service.metrics();
        service.add("group lag", ConsumerGroupLag.start(service.name(), config.kafka(), Groups.TOPICS, registry));
        service.add("topic watch", TopicWatch.start(service.name(), config.kafka(), WATCHED, registry));
    }

    private static WriterParts writerParts(SinkConfig config, RunningService service, HikariDataSource pool) {
        MeterRegistry registry = service.metrics();
        Consumer<byte[], byte[]> consumer = CountsConsumer.open(config.kafka(), config.instanceId(), config.consumer());
        service.add("consumer metrics", new KafkaClientMetrics(consumer)).bindTo(registry);
        NewAds newAds = new NewAds(config.sideWork().newAds(), registry, Clock.systemUTC());
        MysqlConfig.RowLimits limits = config.mysql().limits();
        return new WriterParts(
                config.kafka().topic(Topics.IMPRESSION_COUNTS),
                limits.transaction(),
                consumer,
                new CountStore(pool, limits.statement(), newAds),
                config.retry());
    }

    /** The management port that was really opened, when the configuration asks for any free one. */
    public int managementPort() {
        return managementPort;
    }

    @Override
    public CompletableFuture<Void> failure() {
        return service.failure();
    }

    /**
     * Ends in the reverse order of the start, each part before what it works with, and each within a bound of its own.
     *
     * <ol>
     *   <li>It stops being ready: whoever asks learns of the end before anything ends.
     *   <li>The writer: the running transaction is committed or cut, and the partitions are free for another sink.
     *   <li>The consumer's metrics: there is no consumer any more that they could ask.
     *   <li>Roll-ups, maintenance, the closing of days: nobody waits for them. What is cut is rolled back, and is for another
     *       sink or the next start to do.
     *   <li>The ledger's lag, which says to the end what has been counted, and to the closing of days what is final.
     *   <li>The connection pool: whoever may still wait for MySQL loses the connection.
     *   <li>The watch of the topics and the lag of the groups, which ask Kafka alone.
     *   <li>The management port: until then it tells what goes on.
     * </ol>
     */
    @Override
    public void close() {
        service.close();
    }
}
