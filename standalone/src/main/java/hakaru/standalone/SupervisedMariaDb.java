package hakaru.standalone;

import hakaru.embedded.EmbeddedMariaDb;
import hakaru.runtime.PeriodicTask;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    private final PeriodicTask supervisor =
            new PeriodicTask("standalone-database", PAUSE, this::restartIfEnded, SupervisedMariaDb::failed);
    private EmbeddedMariaDb server;
    private boolean ended;

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
        database.supervisor.start();
        return database;
    }

    private synchronized EmbeddedMariaDb server() {
        return server;
    }

    /** What the sink is told of a server on a port: {@code MYSQL_URL} and the users. */
    static Map<String, String> variables(int port) {
        Map<String, String> variables = new HashMap<>();
        variables.put(
                "MYSQL_URL",
                "jdbc:mysql://%s:%d/%s".formatted(StandaloneConfig.LOOPBACK, port, StandaloneConfig.DATABASE));
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
        if (supervisor.isClosing() || server.isAlive()) {
            return;
        }
        if (!ended) {
            LOG.warn("MariaDB ended by itself and is started again; counts wait in Kafka");
            ended = true;
            server.close();
        }
        server = EmbeddedMariaDb.start(directory, port);
        ended = false;
        LOG.warn("MariaDB is there again; counts are taken on");
    }

    private static void failed(Throwable failure, boolean isNews) {
        if (isNews) {
            LOG.error("MariaDB did not start again and is tried every {}: {}", PAUSE, failure.toString());
        }
    }

    @Override
    public void close() {
        supervisor.close();
        server().close();
    }
}
