package hakaru.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a MariaDB server beside this JVM on 127.0.0.1. Its data survive a restart on the same directory; what a killed JVM
 * left behind, a running server or a half-made data directory, is cleared at the next start. Safe for use by several threads.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMariaDb.class);
    private static final String NAME = "The embedded MariaDB";

    private final MariaDbProcess server;
    private final DirectoryLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMariaDb(MariaDbProcess server, DirectoryLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Throws unless this machine can run a server: by the jar for it, or by what is installed.
     *
     * @throws EmbeddedStartException saying what to install
     */
    public static void requireBinaries() {
        try {
            MariaDbBinaries.require();
        } catch (IOException e) {
            throw new EmbeddedStartException("An installed MariaDB cannot be read: " + e, e);
        }
    }

    /**
     * Deletes the data of a server that nobody uses, the orphan of a killed process ended before; its binaries stay.
     *
     * @throws EmbeddedStartException when another process uses the directory
     */
    public static void delete(Path dataDirectory) {
        MariaDbSettings settings = MariaDbSettings.in(dataDirectory, 0);
        try (DirectoryLock lock = DirectoryLock.acquire(settings.dataDirectory(), NAME)) {
            OrphanedMariaDb.stop(settings);
            // The marker first: tables without it are taken for half-made and made again.
            Files.deleteIfExists(settings.dataDirectory().resolve("installed"));
            Directories.delete(settings.tables());
        } catch (IOException e) {
            throw new EmbeddedStartException("%s could not be deleted: %s".formatted(settings.dataDirectory(), e), e);
        }
    }

    /** Starts a server that keeps everything, also its binaries, in one directory. */
    public static EmbeddedMariaDb start(Path dataDirectory, int port) {
        return start(MariaDbSettings.in(dataDirectory, port));
    }

    /**
     * Starts a server. The first start on a directory unpacks the binaries and makes the system tables.
     *
     * @throws EmbeddedStartException when the port or the directory is in use, or the server does not start
     */
    public static EmbeddedMariaDb start(MariaDbSettings settings) {
        DirectoryLock lock = DirectoryLock.acquire(settings.dataDirectory(), NAME);
        try {
            return startLocked(settings, lock);
        } catch (IOException e) {
            lock.close();
            throw new EmbeddedStartException(
                    "%s did not start on %s: %s".formatted(NAME, settings.dataDirectory(), e), e);
        } catch (InterruptedException e) {
            lock.close();
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("%s was interrupted while starting".formatted(NAME), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedMariaDb startLocked(MariaDbSettings settings, DirectoryLock lock)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        // The orphan first: it holds the port.
        OrphanedMariaDb.stop(settings);
        Ports.requireFree(settings.port(), NAME);
        Files.createDirectories(settings.temporaryTables());
        MariaDbCommand command = new MariaDbCommand(MariaDbBinaries.in(settings.binariesDirectory()), settings);
        new MariaDbInstallation(command).ensure();
        MariaDbProcess server = MariaDbProcess.start(command);
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        LOG.info(
                "MariaDB serves {} on {}:{}, started in {} ms",
                settings.dataDirectory(),
                Ports.LOOPBACK,
                settings.port(),
                millis);
        return new EmbeddedMariaDb(server, lock);
    }

    /** Names a database of this server, without credentials. */
    public String jdbcUrl(String database) {
        return server.jdbcUrl(database);
    }

    /**
     * Opens an administrative connection: root without a password, which the server accepts from 127.0.0.1 only. Who can
     * connect there already runs programs on this machine, and a password would have to lie in a file beside the data.
     */
    public Connection root() throws SQLException {
        return server.root();
    }

    /** Spells the shell command that opens a SQL prompt, with the client that came with the server. */
    public String promptCommand(String user, String password, String database) {
        return "%s --no-defaults --skip-ssl --host=%s --port=%d --user=%s --password=%s %s"
                .formatted(
                        quote(server.command().binaries().prompt().toString()),
                        Ports.LOOPBACK,
                        port(),
                        quote(user),
                        quote(password),
                        quote(database));
    }

    private static String quote(String argument) {
        return argument.matches("[A-Za-z0-9_./-]*") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    public int port() {
        return server.command().settings().port();
    }

    /** Whether the server's process still runs. */
    public boolean isAlive() {
        return server.process().isAlive();
    }

    /** Names the server's process. */
    public long pid() {
        return server.process().pid();
    }

    /** Stops the server in order, within 20 s; what has not ended by then is killed, and recovers at its next start. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.stop();
        lock.close();
        LOG.info("MariaDB stopped");
    }
}
