package hakaru.sink;

import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.sink.mysql.FailureReason;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.schema.SchemaGate;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates the schema, looks after the partitions once and is done: the sink's job before a deployment whose writer may not
 * alter tables.
 */
record Migration() implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    static Migration run(SinkConfig config) throws InterruptedException {
        Readiness.Condition mysql = new Readiness().condition("mysql", "has not answered yet");
        new SchemaGate(config.mysql(), config.retry(), mysql).migrate();
        maintain(config.mysql());
        return new Migration();
    }

    /** There are partitions for days: what does not go now need not hold up who waits for the tables. */
    private static void maintain(MysqlConfig config) {
        try {
            Maintenance.run(config, config.migrationUser());
        } catch (SQLException e) {
            LOG.warn("The maintenance failed; the next round does it: {}", FailureReason.of(e));
        }
    }

    @Override
    public CompletableFuture<Void> failure() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
