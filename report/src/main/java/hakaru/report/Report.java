package hakaru.report;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Topics;
import hakaru.runtime.Lifecycle;
import java.time.Clock;

/**
 * The running report. It reads only while somebody looks, and outlives a database or a broker that is away. Safe for use by
 * several threads.
 */
public final class Report implements AutoCloseable {
    private final Lifecycle parts;
    private final ReportPort port;

    private Report(Lifecycle parts, ReportPort port) {
        this.parts = parts;
        this.port = port;
    }

    /**
     * Opens the page; asks neither database nor broker yet.
     *
     * @throws hakaru.runtime.StartException when the port cannot be had
     */
    public static Report start(ReportConfig config) throws InterruptedException {
        return Lifecycle.open(parts -> open(config, parts));
    }

    private static Report open(ReportConfig config, Lifecycle parts) throws InterruptedException {
        HikariDataSource database = parts.add("report's connections", ReportConnections.open(config.database()));
        AcceptedImpressions accepted = parts.add(
                "report's administrative client",
                new AcceptedImpressions(
                        config.kafka().admin("hakaru-report"), config.kafka().topic(Topics.IMPRESSIONS)));
        ReportQueries queries = new ReportQueries(database);
        SnapshotSource source = new SnapshotSource(
                new LastValue<>("The database", queries::read),
                new LastValue<>("Kafka", now -> accepted.read()),
                Clock.systemUTC());
        SharedReading snapshots = parts.add("report's readings", SharedReading.of(source));
        ReportRoutes routes = new ReportRoutes(
                snapshots,
                queries,
                new Pages(config),
                OwnNames.listeningOn(config.endpoint().host()).and(config.names()));
        return new Report(parts, parts.add("report's port", ReportPort.open(config.endpoint(), routes)));
    }

    /** The port, which the configuration may have left open by asking for 0. */
    public int port() {
        return port.port();
    }

    @Override
    public void close() {
        parts.close();
    }
}
