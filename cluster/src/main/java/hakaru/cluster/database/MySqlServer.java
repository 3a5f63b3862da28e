package hakaru.cluster.database;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.NodeSpec;
import hakaru.cluster.node.Tier;
import hakaru.cluster.node.Wait;
import hakaru.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One MySQL server, which can be the primary or a replica. */
final class MySqlServer {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final int INITIALIZE_SECONDS = 120;

    private final Distribution distribution;
    private final Path directory;
    private final int number;
    private final int port;
    private final Node node;

    MySqlServer(Distribution distribution, Path directory, int number, int port) {
        this.distribution = distribution;
        this.directory = directory;
        this.number = number;
        this.port = port;
        this.node = new Node(new NodeSpec("mysql-" + number, Tier.DATABASE, directory, command(), Map.of()));
    }

    Node node() {
        return node;
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    /** Makes an empty data directory with the accounts. None of it is in the binary log, so that each server can have its own. */
    void initialize() throws IOException, InterruptedException {
        Path accounts = directory.resolve("accounts.sql");
        Files.createDirectories(directory);
        Files.writeString(accounts, accounts());
        List<String> command = places();
        command.addAll(List.of("--initialize-insecure", "--init-file=" + accounts));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("initialize.log").toFile())
                .start();
        if (!process.waitFor(INITIALIZE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("MySQL could not make a data directory; see " + directory.resolve("initialize.log"));
        }
    }

    /** Takes over the data of a server that does not run, as another server. */
    void copyFrom(MySqlServer other) throws IOException {
        Directories.delete(data());
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.walk(other.data())) {
            for (Path file : files.toList()) {
                Files.copy(file, data().resolve(other.data().relativize(file).toString()));
            }
        }
        Files.deleteIfExists(data().resolve("auto.cnf"));
    }

    void start() throws InterruptedException {
        node.start();
        Wait.until("MySQL %d answers; see %s".formatted(number, node.log()), START_LIMIT, this::answers);
    }

    Connection root() throws SQLException {
        return connect("");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = root();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:%d/%s?%s&connectTimeout=2000&socketTimeout=60000"
                        .formatted(port, schema, MySql.PARAMETERS),
                Account.ROOT.user(),
                Account.ROOT.password());
    }

    private boolean answers() throws SQLException {
        try (Connection connection = root()) {
            return connection.isValid(1);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static String accounts() {
        StringBuilder statements = new StringBuilder("SET sql_log_bin = 0;\nCREATE DATABASE hakaru;\n");
        for (Account account : Account.values()) {
            statements.append(account.statements());
        }
        return statements.toString();
    }

    private List<String> places() {
        Path home = distribution.home();
        return new ArrayList<>(List.of(
                distribution.server().toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + home,
                "--datadir=" + data(),
                "--tmpdir=" + directory,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--innodb-redo-log-capacity=32M"));
    }

    private List<String> command() {
        List<String> command = places();
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                // Relative to the data: a socket's path has 108 bytes.
                "--socket=mysql.sock",
                "--mysqlx=OFF",
                "--skip-name-resolve",
                "--auto-generate-certs=OFF",
                "--sha256-password-auto-generate-rsa-keys=OFF",
                "--caching-sha2-password-auto-generate-rsa-keys=OFF",
                "--default-time-zone=+00:00",
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=64M",
                "--max-connections=80",
                // What makes a failover lose nothing that it need not lose.
                "--sync-binlog=1",
                "--innodb-flush-log-at-trx-commit=1",
                "--server-id=" + number,
                "--log-bin=binlog",
                "--relay-log=relay",
                "--log-replica-updates",
                "--skip-replica-start",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON"));
        return command;
    }
}
