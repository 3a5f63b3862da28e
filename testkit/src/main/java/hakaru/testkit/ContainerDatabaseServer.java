package hakaru.testkit;

import hakaru.embedded.Ports;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.MountableFile;

/** Runs the test's MySQL in a container. */
final class ContainerDatabaseServer implements DatabaseServer {
    private static final String IMAGE = "mysql:8.4";
    private static final String ADMINISTRATOR = "root";
    private static final String PASSWORD = "administrator";
    private static final String CERTIFICATE = "/etc/server.pem";
    private static final String KEY = "/etc/server-key.pem";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Tests kill processes, not machines: a commit is safe with the kernel, and need not wait for a disk. */
    private static final List<String> COMMAND =
            List.of("mysqld", "--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0");

    private final RestartableContainer container;

    ContainerDatabaseServer(Optional<Certificate> certificate) {
        MySQLContainer mysql =
                new MySQLContainer(IMAGE).withUsername(ADMINISTRATOR).withPassword(PASSWORD);
        mysql.setCommandParts(COMMAND.toArray(String[]::new));
        certificate.ifPresent(files -> requireTls(mysql, files));
        container = new RestartableContainer(mysql, Ports.free(), MySQLContainer.MYSQL_PORT);
    }

    private static void requireTls(MySQLContainer mysql, Certificate certificate) {
        // Testcontainers would else wait for an unencrypted connection, which is refused.
        mysql.withUrlParam("useSSL", "true");
        mysql.withCopyFileToContainer(MountableFile.forHostPath(certificate.pem()), CERTIFICATE)
                .withCopyFileToContainer(MountableFile.forHostPath(certificate.key()), KEY)
                .setCommandParts(Stream.concat(
                                COMMAND.stream(),
                                Stream.of(
                                        "--ssl-cert=" + CERTIFICATE,
                                        "--ssl-key=" + KEY,
                                        "--require-secure-transport=ON"))
                        .toArray(String[]::new));
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mysql://" + container.address() + "/" + database;
    }

    @Override
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("mysql"), ADMINISTRATOR, PASSWORD);
    }

    @Override
    public synchronized void start() {
        container.start();
        Await.until("MySQL at " + container.address(), START_LIMIT, this::answers);
    }

    private boolean answers() throws SQLException {
        administrator().close();
        return true;
    }

    @Override
    public synchronized void stop() {
        container.stop();
    }

    @Override
    public void discard() {
        container.remove();
    }
}
