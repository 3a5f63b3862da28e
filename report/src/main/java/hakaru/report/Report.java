package hakaru.report;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Topics;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.kafka.TopicOffsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;

/**
 * The running report. It reads only while somebody looks, and outlives a database or a broker that is away. Safe for use by
 * several threads.
 *
 * @param port the one that is really open: the configuration may have asked for 0
 */
public record Report(Lifecycle parts, int port) implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /**
     * Opens the page; asks neither database nor broker yet.
     *
     * @throws hakaru.runtime.StartException when the port cannot be had
     */
    public static Report start(ReportConfig config) throws InterruptedException {
        return Lifecycle.open(parts -> open(config, parts));
    }

    private static Report open(ReportConfig config, Lifecycle parts) throws InterruptedException {
        ReportQueries queries = new ReportQueries(parts.add("report's connections", connections(config.database())));
        Admin admin = config.kafka().admin("hakaru-report");
        parts.add("report's administrative client", () -> admin.close(CLOSE_LIMIT));
        String topic = config.kafka().topic(Topics.IMPRESSIONS);
        LastValue<Counts> database = new LastValue<>("The database", queries::read);
        LastValue<TopicOffsets> kafka = new LastValue<>("Kafka", now -> TopicOffsets.ends(admin, topic));
        SharedReading snapshots = parts.add(
                "report's readings",
                SharedReading.of(() ->
                        Snapshot.take(Instant.now(), database, kafka).toJson().toBuffer()));
        ReportRoutes routes = new ReportRoutes(
                snapshots,
                queries,
                new Pages(config),
                OwnNames.listeningOn(config.endpoint().host(), config.names()));
        ReportPort port = parts.add("report's port", ReportPort.open(config.endpoint(), routes));
        return new Report(parts, port.port());
    }

    /**
     * Opens connections, whether the database answers or not: read-only, in UTC, given back when nobody looks, and never
     * waiting for ever.
     */
    private static HikariDataSource connections(ReportConfig.Database database) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("report");
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password().value());
        pool.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toMillis()));
        pool.addDataSourceProperty("connectionTimeZone", "UTC");
        database.stores().toProperties().forEach(pool::addDataSourceProperty);
        // All statements of a reading see the same commit of the sink.
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool.setAutoCommit(false);
        pool.setReadOnly(true);
        // A receipt need not wait for the end of a long reading.
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        pool.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    @Override
    public void close() {
        parts.close();
    }
}
