package hakaru.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs the server process, from its start until it answers and from SIGTERM until it is gone. */
record MariaDbProcess(MariaDbCommand command, Process process) {
    /** Includes the recovery of a large log after a kill; a start usually takes half a second. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    static MariaDbProcess start(MariaDbCommand command) throws IOException, InterruptedException {
        MariaDbProcess server = new MariaDbProcess(command, command.serve());
        try {
            server.awaitAnswer();
            return server;
        } catch (EmbeddedStartException | InterruptedException | Error e) {
            server.stop();
            throw e;
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while MariaDB was starting");
            }
            if (!process.isAlive()) {
                throw new EmbeddedStartException("The embedded MariaDB ended with code %d: %s; see %s"
                        .formatted(process.exitValue(), lastError(), log()));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new EmbeddedStartException(
                        "The embedded MariaDB does not answer after %s; see %s".formatted(START_LIMIT, log()));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private boolean answers() {
        try (Connection connection = root()) {
            return !connection.isClosed();
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Path log() {
        return command.settings().log();
    }

    /** The server's own words, for the exception; the log has them in full. */
    private String lastError() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .filter(MariaDbProcess::tellsWhy)
                    .reduce("no error in its log", (earlier, later) -> later);
        } catch (IOException e) {
            return "its log cannot be read, " + e;
        }
    }

    /** The server's error, or the linker's that misses a library: Linux's or macOS's. */
    private static boolean tellsWhy(String line) {
        return line.contains("[ERROR]") || line.contains("error while loading") || line.contains("Library not loaded");
    }

    Connection root() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("mysql"), "root", "");
    }

    String jdbcUrl(String database) {
        return "jdbc:mysql://%s:%d/%s"
                .formatted(Ports.LOOPBACK, command.settings().port(), database);
    }

    void stop() {
        ProcessEnd.stop(process.toHandle());
    }
}
