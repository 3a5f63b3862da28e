package hakaru.sink.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.runtime.Backoff;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.runtime.management.Readiness;
import hakaru.sink.mysql.schema.SchemaGate;
import hakaru.testkit.Await;
import hakaru.testkit.Certificate;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a MySQL that takes TLS connections only. */
class MysqlTlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static Certificate certificate = new Certificate(Path.of("set before all"));
    private static TestDatabase database;

    private final Readiness readiness = new Readiness();
    private final Readiness.Condition condition = readiness.condition("mysql", "not yet");

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.make(Files.createDirectory(directory.resolve("server")));
        database = TestDatabase.ownWithTls(certificate);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static MysqlConfig config(String query, Certificate trusted) {
        Secret password = new Secret(database.password());
        return new MysqlConfig(
                database.jdbcUrl() + "?sslMode=" + query + "&trustCertificateKeyStoreUrl=file:" + trusted.trustStore()
                        + "&trustCertificateKeyStoreType=PKCS12",
                new MysqlConfig.Credentials(database.user(), password),
                Optional.of(new MysqlConfig.Credentials(database.migrationUser(), password)),
                new StorePasswords(new Secret(trusted.password()), new Secret("")),
                Duration.ofSeconds(30),
                new MysqlConfig.RowLimits(1_000, 5_000),
                new MysqlConfig.Retention(Duration.ofDays(7), Duration.ofDays(90)));
    }

    private void pass(MysqlConfig config) throws InterruptedException {
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            new SchemaGate(config, new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)), condition)
                    .pass(connections);
        }
    }

    @Test
    void shouldMigrateAndWriteOverTlsWithAServerItTrusts() throws Exception {
        MysqlConfig config = config("VERIFY_IDENTITY", certificate);

        pass(config);

        assertThat(readiness.isReady()).isTrue();
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry());
                Connection connection = connections.getConnection()) {
            assertThat(cipher(connection)).startsWith("TLS");
        }
    }

    private static String cipher(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
            status.next();
            return status.getString(2);
        }
    }

    @Test
    void shouldSayThatItDoesNotTrustTheServer() throws Exception {
        Certificate stranger = Certificate.make(Files.createDirectory(directory.resolve("stranger")));

        assertThat(refusal(config("VERIFY_CA", stranger)))
                .startsWith("no use at " + database.jdbcUrl())
                .contains(": the server's certificate is not trusted: ")
                .doesNotContain(stranger.password());
    }

    @Test
    void shouldSayThatTheServerTakesTlsOnly() throws Exception {
        // MySQL's own login needs a secret exchange before it comes to the rule; MariaDB's does not.
        assertThat(refusal(config("DISABLED", certificate)))
                .containsPattern("(?i)insecure transport|Public Key Retrieval is not allowed");
    }

    /** What /readyz says while the sink waits for what will not come. */
    private String refusal(MysqlConfig config) throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> passing = thread.submit(() -> {
                pass(config);
                return null;
            });
            Await.until("a reason", LIMIT, () -> reason().startsWith("no use at"));
            assertThat(passing).isNotDone();
            return reason();
        } finally {
            thread.shutdownNow();
        }
    }

    private String reason() {
        return readiness.reasons().getOrDefault("mysql", "");
    }
}
