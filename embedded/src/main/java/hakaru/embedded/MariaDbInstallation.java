package hakaru.embedded;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new data directory with the system tables. A marker written at the end tells a finished installation from one
 * that was killed half-way, which is thrown away and made again.
 */
record MariaDbInstallation(MariaDbCommand command) {
    private static final Logger LOG = LoggerFactory.getLogger(MariaDbInstallation.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    void ensure() throws IOException, InterruptedException {
        Path marker = command.settings().dataDirectory().resolve("installed");
        if (Files.exists(marker)) {
            return;
        }
        Path tables = command.settings().tables();
        LOG.info("Making a new MariaDB data directory, {}", tables);
        Directories.delete(tables);
        Files.createDirectories(tables);
        bootstrap();
        Files.writeString(marker, command.binaries().home().getFileName() + "\n");
    }

    /** What the script mariadb-install-db does, without a shell: feeds the system tables to a server without network. */
    private void bootstrap() throws IOException, InterruptedException {
        Process process = command.bootstrap();
        try {
            feed(process);
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new EmbeddedStartException(failure());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private void feed(Process process) throws IOException {
        try (Writer statements = process.outputWriter(StandardCharsets.UTF_8)) {
            // root without a password, instead of the socket of the operating system's user: the administrative
            // connection comes over TCP.
            statements.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
            for (Path file : command.binaries().systemTables()) {
                statements.write(withoutHostname(Files.readString(file, StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new EmbeddedStartException(failure(), e);
        }
    }

    private String failure() {
        return "The embedded MariaDB could not be installed; see "
                + command.settings().log();
    }

    /** Leaves out the users for this machine's name, which mean nothing to a server that does not resolve names. */
    private static String withoutHostname(String statements) {
        return statements
                .lines()
                .filter(line -> !line.contains("@current_hostname"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
