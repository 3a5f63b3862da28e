package hakaru.sink;

import hakaru.runtime.Lifecycle;
import hakaru.runtime.ManagementServer;
import hakaru.runtime.Metrics;
import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.schema.SchemaGate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Looks after the partitions as a process of its own, where the sink may not alter tables. */
final class Maintained implements Service {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Lifecycle parts = new Lifecycle();

    private Maintained() {}

    /**
     * Migrates, waiting without limit for MySQL, then begins.
     *
     * @throws hakaru.runtime.StartException when there is no user who may do that
     */
    static Maintained start(SinkConfig config) throws InterruptedException {
        Maintained maintained = new Maintained();
        try {
            maintained.open(config);
            return maintained;
        } catch (InterruptedException | RuntimeException | Error e) {
            maintained.close();
            throw e;
        }
    }

    private void open(SinkConfig config) throws InterruptedException {
        Readiness readiness = new Readiness();
        Readiness.Condition mysql = readiness.condition("mysql", "has not answered yet");
        parts.add(
                "management port",
                ManagementServer.start("sink-mysql maintain", config.management(), readiness, Metrics.open(parts)));
        new SchemaGate(config.mysql(), config.retry(), mysql).migrate();
        parts.add("maintenance", repeat(config.mysql()));
        mysql.met();
    }

    /** Begins a round now and then every hour; there must be a migration user. */
    static Repeated repeat(MysqlConfig config) {
        MysqlConfig.Credentials credentials = config.migrationUser();
        return Repeated.start("maintenance", Duration.ZERO, PAUSE, () -> Maintenance.run(config, credentials));
    }

    @Override
    public CompletableFuture<Void> failure() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        parts.close();
    }
}
