package hakaru.sink;

import hakaru.runtime.PeriodicTask;
import hakaru.runtime.Service;
import hakaru.runtime.management.Readiness;
import hakaru.runtime.management.RunningService;
import hakaru.sink.mysql.FailureReason;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.schema.SchemaGate;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates and maintains, as commands of their own: by a user who may alter tables, where the writer may not. */
final class SchemaJobs {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaJobs.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private SchemaJobs() {}

    /**
     * Migrates, waiting without limit for MySQL, looks after the partitions once and is done. There are partitions for days:
     * what does not go now need not hold up who waits for the tables.
     *
     * @throws hakaru.runtime.StartException when there is no user who may do that
     */
    static Service migrate(SinkConfig config) throws InterruptedException {
        Readiness.Condition mysql = new Readiness().condition("mysql", "has not answered yet");
        new SchemaGate(config.mysql(), config.retry(), mysql).migrate();
        try {
            Maintenance.run(config.mysql(), config.mysql().migrationUser());
        } catch (SQLException e) {
            LOG.warn("The maintenance failed; the next round does it: {}", FailureReason.of(e));
        }
        return Service.done();
    }

    /**
     * Migrates, waiting without limit for MySQL, then goes on looking after the partitions.
     *
     * @throws hakaru.runtime.StartException when there is no user who may do that
     */
    static Service maintain(SinkConfig config) throws InterruptedException {
        return RunningService.open("sink-mysql maintain", service -> {
            Readiness.Condition mysql = service.condition("mysql", "has not answered yet");
            service.openManagementPort(config.management());
            new SchemaGate(config.mysql(), config.retry(), mysql).migrate();
            service.add("maintenance", maintenance(config.mysql()));
            mysql.met();
            return service;
        });
    }

    /** Begins a round now and then every hour; there must be a migration user. */
    static PeriodicTask maintenance(MysqlConfig config) {
        MysqlConfig.Credentials credentials = config.migrationUser();
        return SideTask.of("maintenance", PAUSE, () -> Maintenance.run(config, credentials))
                .startNow();
    }
}
