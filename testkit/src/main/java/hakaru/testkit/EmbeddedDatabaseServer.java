package hakaru.testkit;

import hakaru.embedded.EmbeddedMariaDb;
import hakaru.embedded.MariaDbSettings;
import hakaru.embedded.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the test's MariaDB beside the test's JVM. */
final class EmbeddedDatabaseServer implements DatabaseServer {
    /** Unpacked once per user and not once per test run: 320 MB and two seconds. */
    private static final Path BINARIES = Path.of(System.getProperty("user.home"), ".cache", "hakaru");

    private final TemporaryDirectory directory = TemporaryDirectory.create("hakaru-mariadb");
    private final MariaDbSettings settings;
    private @Nullable EmbeddedMariaDb running;

    EmbeddedDatabaseServer(Optional<Certificate> certificate) {
        settings = MariaDbSettings.in(directory.path(), Ports.free())
                .withBinariesDirectory(BINARIES)
                .withArguments(certificate.map(EmbeddedDatabaseServer::tlsOnly).orElse(List.of()));
    }

    private static List<String> tlsOnly(Certificate certificate) {
        return List.of(
                "--ssl",
                "--ssl-cert=" + certificate.pem(),
                "--ssl-key=" + certificate.key(),
                "--require-secure-transport=ON");
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:%d/%s".formatted(settings.port(), database);
    }

    @Override
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("mysql"), "root", "");
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = EmbeddedMariaDb.start(settings);
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public void discard() {
        stop();
        directory.delete();
    }
}
