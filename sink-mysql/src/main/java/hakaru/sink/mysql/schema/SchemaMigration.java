package hakaru.sink.mysql.schema;

import hakaru.runtime.StartException;
import hakaru.sink.mysql.DirectConnection;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.MysqlConfig;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables to the newest version, beside others who do the same, and from wherever a killed process has left them:
 * each of our statements may be repeated. For one thread.
 *
 * <p>Flyway locks each migration, by a named lock or, where a cluster has none, by its history's rows. It does not lock the
 * making of that history, and two nodes of a cluster do not see each other's rows. Who loses such a race reads anew what the
 * winner has done.
 */
public final class SchemaMigration {
    private static final String LOCATION = "classpath:hakaru/sink/migration";

    /** Failures that do not pass by themselves, in a row: a lost race is over at the second attempt. */
    private static final int MAX_FAILURES = 5;

    /** In seconds; then the wait is ours, which is without limit and shows on {@code /readyz}. */
    private static final int LOCK_RETRIES = 3;

    private final MysqlConfig config;
    private final MysqlConfig.Credentials credentials;
    private int failures;

    public SchemaMigration(MysqlConfig config, MysqlConfig.Credentials credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    /**
     * Migrates; when the tables have the newest version, nothing happens.
     *
     * @throws SQLException when it is worth another attempt
     * @throws StartException when a person must remove the reason
     */
    public void run() throws SQLException {
        // Asked apart, so that what Flyway reports is about the migration and not about the way to MySQL.
        DirectConnection.open(config, credentials).close();
        try {
            Flyway flyway = flyway();
            forgetFailure(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw worthAnotherAttempt(e);
        }
    }

    private Flyway flyway() {
        Map<String, String> properties = DirectConnection.properties(config);
        // Who waits for a table holds up all who come after.
        properties.put("sessionVariables", "lock_wait_timeout=60");
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(
                        config.url(), credentials.user(), credentials.password().value())
                .jdbcProperties(properties)
                .locations(LOCATION)
                .table(Schema.HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .lockRetryCount(LOCK_RETRIES)
                .load();
    }

    /** A migration that failed half-way is begun again. */
    private static void forgetFailure(Flyway flyway) {
        if (Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().isFailed())) {
            flyway.repair();
        }
    }

    /** Flyway's own advice, such as to delete its history, is for a database where nobody else is at work. */
    private SQLException worthAnotherAttempt(FlywayException failure) {
        String message = String.valueOf(failure.getMessage());
        Optional<SQLException> cause = sqlCause(failure);
        if (cause.isPresent() && FailureKind.of(cause.get()) == FailureKind.TRANSIENT) {
            return cause.get();
        }
        if (message.contains("named lock")) {
            return new SQLTransientException(
                    "another process migrates the schema, or a killed one's last statement runs");
        }
        if (++failures < MAX_FAILURES) {
            return new SQLTransientException("the migration met another one, or failed: "
                    + message.lines().findFirst().orElse(""));
        }
        throw new StartException(
                "the schema at " + config.url() + " could not be migrated: "
                        + cause.map(SQLException::getMessage).orElse(message),
                failure);
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
