package hakaru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("embedded-servers")
class EmbeddedMariaDbIT {
    @TempDir
    static Path binaries;

    @TempDir
    Path directory;

    private final int port = Ports.free();

    @Test
    void shouldKeepItsRowsOverARestart() throws Exception {
        try (EmbeddedMariaDb database = start()) {
            createTable(database);
        }

        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, "SELECT ad FROM ledger.t")).isEqualTo("広告");
        }
    }

    @Test
    void shouldClearTheServerOfAKilledProcess() throws Exception {
        long orphan = orphanedServer();

        try (EmbeddedMariaDb database = EmbeddedMariaDb.start(directory, port)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(database.pid()).isNotEqualTo(orphan);
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    private long orphanedServer() throws Exception {
        long orphan;
        try (ChildProcess child = ChildProcess.start("mariadb", directory, port)) {
            orphan = child.serverPid();
        }
        assertThat(ProcessHandle.of(orphan))
                .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
        return orphan;
    }

    @Test
    void shouldLeaveTheServerOfALivingProcessAlone() throws Exception {
        try (ChildProcess child = ChildProcess.start("mariadb", directory, port)) {
            assertThatThrownBy(() -> EmbeddedMariaDb.start(directory, Ports.free()))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining(directory + ": another process is using it")
                    .hasMessageNotContaining("\n");

            assertThat(ProcessHandle.of(child.serverPid())).isPresent();
            ProcessHandle.of(child.serverPid()).orElseThrow().destroyForcibly();
        }
    }

    @Test
    void shouldForgetItsRowsWhenTheyAreDeleted() throws Exception {
        long orphan = orphanedServer();

        EmbeddedMariaDb.delete(directory);

        assertThat(ProcessHandle.of(orphan)).isEmpty();
        try (EmbeddedMariaDb database = start()) {
            assertThatThrownBy(() -> EmbeddedMariaDb.delete(directory))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("another process is using it");
            createTable(database);
        }
        EmbeddedMariaDb.delete(directory);
        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'ledger'"))
                    .isEqualTo("0");
        }
    }

    /** A server that starts deletes what looks like temporary tables; where two share a directory, those of the other. */
    @Test
    void shouldLeaveTheTemporaryTablesOfAnotherServerAlone() throws Exception {
        Path others = Files.createTempFile("#sql-temptable-", "-1-1.MAI");
        try (EmbeddedMariaDb database = start()) {
            assertThat(others).exists();
            assertThat(query(database, "SELECT @@tmpdir"))
                    .isEqualTo(directory.resolve("temporary").toString());
        } finally {
            Files.deleteIfExists(others);
        }
    }

    @Test
    void shouldMakeAHalfMadeDataDirectoryAgain() throws Exception {
        Files.createDirectories(directory.resolve("tables/mysql"));
        Files.writeString(directory.resolve("tables/ibdata1"), "cut short");

        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void shouldKeepServingWhenTheTerminalInterrupts() throws Exception {
        try (EmbeddedMariaDb database = start()) {
            String group = processGroup(database.pid());
            assertThat(group).isNotEqualTo(processGroup(ProcessHandle.current().pid()));

            assertThat(new ProcessBuilder("kill", "-INT", "--", "-" + group)
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void shouldRefuseAPortInUseWithOneLine() throws Exception {
        try (ServerSocket occupied = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedMariaDb.start(directory, occupied.getLocalPort()))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("127.0.0.1:" + port + ": the port is in use")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldSayInOneLineWhyTheServerEnded() {
        MariaDbSettings misspelled = settings().withArguments(List.of("--no-such-variable=1"));

        assertThatThrownBy(() -> EmbeddedMariaDb.start(misspelled))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("ended with code")
                .hasMessageContaining("mariadbd.log")
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldOpenAPromptFromTheShell() throws Exception {
        try (EmbeddedMariaDb database = start()) {
            String command = database.promptCommand("root", "", "mysql") + " -e 'SELECT @@port' 2>&1";
            Process prompt = new ProcessBuilder("sh", "-c", command).start();

            assertThat(new String(prompt.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("@@port\n" + port + "\n");
        }
    }

    @Test
    void shouldRunStrictDurableAndInUtc() throws Exception {
        try (EmbeddedMariaDb database = start()) {
            assertThat(query(database, "SELECT @@time_zone")).isEqualTo("+00:00");
            assertThat(query(database, "SELECT @@sql_mode")).contains("STRICT_TRANS_TABLES");
            assertThat(query(database, "SELECT @@innodb_flush_log_at_trx_commit"))
                    .isEqualTo("1");
            assertThat(query(database, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
        }
    }

    @Test
    void shouldCloseTwice() {
        EmbeddedMariaDb database = start();
        database.close();
        database.close();

        assertThat(ProcessHandle.of(database.pid())).isEmpty();
        Ports.requireFree(port, "Nobody");
    }

    private MariaDbSettings settings() {
        return MariaDbSettings.in(directory, port).withBinariesDirectory(binaries);
    }

    private EmbeddedMariaDb start() {
        return EmbeddedMariaDb.start(settings());
    }

    private static void createTable(EmbeddedMariaDb database) throws SQLException {
        try (Connection connection = database.root();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE ledger");
            statement.execute("CREATE TABLE ledger.t (ad VARCHAR(255))");
            statement.execute("INSERT INTO ledger.t VALUES ('広告')");
        }
    }

    private static String query(EmbeddedMariaDb database, String sql) throws SQLException {
        try (Connection connection = database.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** The fifth field; what precedes it, the program's name, is "mariadbd" or "java" and has no blank. */
    private static String processGroup(long pid) throws Exception {
        return Files.readString(Path.of("/proc", Long.toString(pid), "stat")).split(" ", -1)[4];
    }
}
