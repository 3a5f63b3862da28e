package hakaru.sink.mysql.schema;

import hakaru.runtime.Backoff;
import hakaru.runtime.StartException;
import hakaru.runtime.management.Readiness;
import hakaru.sink.mysql.FailureReason;
import hakaru.sink.mysql.MysqlConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the sink's start until MySQL answers and the tables are there. */
public final class SchemaGate {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaGate.class);

    /** A table, or a column that an older release does not have. */
    private static final Set<Integer> NOT_THERE = Set.of(1146, 1054);

    private final MysqlConfig config;
    private final Backoff backoff;
    private final Readiness.Condition condition;
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** One thing to be done with MySQL before the sink may write. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws SQLException;
    }

    public SchemaGate(MysqlConfig config, Backoff backoff, Readiness.Condition condition) {
        this.config = config;
        this.backoff = backoff;
        this.condition = condition;
    }

    /**
     * Waits without limit for MySQL, migrates when there is a user for that, and checks tables and ledger.
     *
     * @throws StartException when waiting would not help
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public void pass(DataSource connections) throws InterruptedException {
        if (config.migration().isPresent()) {
            migrate();
        }
        waitFor(() -> {
            try (Connection connection = connections.getConnection()) {
                Schema.requireTables(connection);
                Schema.requireLedgerOfCounts(connection);
            }
        });
        condition.met();
    }

    /** Waits without limit for MySQL and migrates. */
    public void migrate() throws InterruptedException {
        waitFor(new SchemaMigration(config, config.migrationUser())::run);
    }

    private void waitFor(Attempt attempt) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                attempt.run();
                return;
            } catch (SQLException e) {
                report(e);
                TimeUnit.MILLISECONDS.sleep(backoff.pause(failures, random).toMillis());
            }
        }
    }

    private void report(SQLException failure) {
        if (NOT_THERE.contains(failure.getErrorCode())) {
            // Which table is no news: while another process makes them, it is one after the other.
            String reason = "the tables of this release are not there yet; make them with "
                    + "MYSQL_MIGRATION_USER and MYSQL_MIGRATION_PASSWORD set, here or with "
                    + "'java -jar sink-mysql.jar migrate'";
            if (condition.unmet(reason)) {
                LOG.error("Waiting for the schema: {}", reason);
            }
            return;
        }
        String reason = "no use at " + config.url() + ": " + FailureReason.of(failure);
        if (condition.unmet(reason)) {
            LOG.warn("Waiting for MySQL: {}", reason);
        }
    }
}
