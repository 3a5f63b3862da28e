package hakaru.standalone;

import hakaru.embedded.EmbeddedMariaDb;
import hakaru.runtime.NamedThreads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded database again when its process ends by itself, as a service manager would. Safe for use by several
 * threads.
 */
final class SupervisedMariaDb implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedMariaDb.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path directory;
    private final int port;
    private final ScheduledExecutorService supervisor =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons("standalone-database"));
    private EmbeddedMariaDb server;

    private SupervisedMariaDb(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.server = EmbeddedMariaDb.start(directory, port);
    }

    /** Starts the server, with the users that production has. */
    static SupervisedMariaDb start(Path directory, int port) throws SQLException {
        SupervisedMariaDb database = new SupervisedMariaDb(directory, port);
        try (Connection root = database.server().root()) {
            DatabaseUser.createAll(root);
        } catch (SQLException e) {
            database.close();
            throw e;
        }
        Future<?> unused = database.supervisor.scheduleWithFixedDelay(
                database::restartIfEnded, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return database;
    }

    private synchronized EmbeddedMariaDb server() {
        return server;
    }

    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("MYSQL_URL", server().jdbcUrl(StandaloneConfig.DATABASE));
        DatabaseUser.WRITER.putInto(variables, "MYSQL_USER", "MYSQL_PASSWORD");
        DatabaseUser.MIGRATION.putInto(variables, "MYSQL_MIGRATION_USER", "MYSQL_MIGRATION_PASSWORD");
        return variables;
    }

    @Override
    public Optional<DatabaseUser> reader() {
        return Optional.of(DatabaseUser.ANALYST);
    }

    @Override
    public Optional<String> prompt() {
        DatabaseUser analyst = DatabaseUser.ANALYST;
        return Optional.of(server().promptCommand(analyst.user(), analyst.password(), StandaloneConfig.DATABASE));
    }

    private synchronized void restartIfEnded() {
        if (supervisor.isShutdown() || server.isAlive()) {
            return;
        }
        LOG.warn("MariaDB ended by itself and is started again; counts wait in Kafka");
        try {
            server.close();
            server = EmbeddedMariaDb.start(directory, port);
        } catch (RuntimeException e) {
            // An exception that left here would end the schedule without a word.
            logUnlessClosed(e);
        }
    }

    private void logUnlessClosed(RuntimeException failure) {
        if (!supervisor.isShutdown()) {
            LOG.error("MariaDB did not start again; the next try is in {}: {}", PAUSE, failure.toString());
        }
    }

    @Override
    public void close() {
        supervisor.shutdownNow();
        server().close();
    }
}
