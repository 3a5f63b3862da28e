package hakaru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("embedded-servers")
class StandaloneCommandIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void shouldListEveryOption() {
        try (ForkedJvm jvm = start("--help")) {
            awaitEnd(jvm);

            assertThat(jvm.output())
                    .contains(
                            "--data-dir",
                            "--host",
                            "--port",
                            "--kafka-port",
                            "--mariadb-port",
                            "--report-port",
                            "--external-mysql",
                            "--reset",
                            "-management-port",
                            "8081");
        }
    }

    @Test
    void shouldNameEachPortInUseInOneLine() throws IOException {
        try (ServerSocket api = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket report = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ForkedJvm jvm =
                        start(options("--port=" + api.getLocalPort(), "--report-port=" + report.getLocalPort()))) {
            awaitEnd(jvm);

            assertThat(jvm.output())
                    .contains("port " + api.getLocalPort() + " is in use, choose another with --port; port "
                            + report.getLocalPort() + " is in use, choose another with --report-port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldRefuseTheSamePortTwiceAndOneOutOfRange() {
        try (ForkedJvm jvm = start(options("--port=70000", "--kafka-port=9081", "--ingest-management-port=9081"))) {
            awaitEnd(jvm);

            assertThat(jvm.output())
                    .contains("--port must be a port from 1 to 65535")
                    .contains("--kafka-port and --ingest-management-port must differ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldStopInOrderWhenToldToWhileStarting() {
        try (ForkedJvm jvm = start(options())) {
            Await.until("the first part to start", LIMIT, () -> jvm.output().contains("MariaDB"));

            assertThat(jvm.terminate(LIMIT)).as(jvm::output).isZero();
            assertThat(jvm.output()).doesNotContain("ERROR");
        }
    }

    @Test
    void shouldSayWhatToDoWithoutAMariaDbForThisMachine() {
        assumeThat(Path.of("/usr/sbin/mariadbd")).doesNotExist();
        try (ForkedJvm jvm = ForkedJvm.start(
                Main.class, Map.of("PATH", directory.toString()), List.of("-Dos.arch=riscv64"), options())) {
            awaitEnd(jvm);

            assertThat(jvm.output())
                    .contains("There is no embedded MariaDB for this machine, Linux riscv64; install MariaDB")
                    .contains("or name a MySQL of your own by MYSQL_URL, MYSQL_USER and MYSQL_PASSWORD")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldCountIntoTheMysqlThatIsNamed() throws Exception {
        int api = Ports.free();
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> environment = Map.of(
                "MYSQL_URL", database.jdbcUrl(),
                "MYSQL_USER", database.migrationUser(),
                "MYSQL_PASSWORD", database.migrationPassword(),
                "INGEST_WARM_UP", "0s");
        try (ForkedJvm jvm =
                ForkedJvm.start(Main.class, environment, List.of(), options("--external-mysql", "--port=" + api))) {
            awaitReady(jvm);
            assertThat(jvm.output()).contains("MySQL").doesNotContain("MariaDB");

            assertThat(send(api)).isEqualTo(200);
            Await.until("the beacon in the database", LIMIT, () -> impressions(database) == 1);
            assertThat(jvm.terminate(LIMIT)).as(jvm::output).isZero();
        }
    }

    @Test
    void shouldBeginAnewWhenToldTo() throws Exception {
        int api = Ports.free();
        int database = Ports.free();
        String[] options = options("--port=" + api, "--mariadb-port=" + database);
        Files.writeString(directory.resolve("notes.txt"), "not ours");
        try (ForkedJvm jvm = start(options)) {
            awaitReady(jvm);
            assertThat(send(api)).isEqualTo(200);
            Await.until("the beacon in the database", LIMIT, () -> impressions(database) == 1);
            jvm.kill();
        }

        try (ForkedJvm jvm = start(with(options, "--reset"))) {
            awaitReady(jvm);

            assertThat(impressions(database)).isZero();
            assertThat(directory.resolve("notes.txt")).exists();
            assertThat(jvm.output()).contains("state in " + directory + " (").contains(" free)");
            assertThat(jvm.terminate(LIMIT)).as(jvm::output).isZero();
        }
    }

    @Test
    void shouldStartTheDatabaseAgainWhenItEndsByItself() throws Exception {
        int api = Ports.free();
        int database = Ports.free();
        try (ForkedJvm jvm = start(options("--port=" + api, "--mariadb-port=" + database))) {
            awaitReady(jvm);
            ProcessHandle server = databaseServer(jvm);

            server.destroyForcibly();
            server.onExit().join();
            assertThat(send(api)).isEqualTo(200);

            Await.until("the beacon in the database", LIMIT, () -> impressions(database) == 1);
            assertThat(jvm.output()).containsOnlyOnce("MariaDB ended by itself and is started again");
            assertThat(jvm.terminate(LIMIT)).as(jvm::output).isZero();
        }
    }

    @Test
    void shouldRefuseADiskThatIsTooSmall() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 100);
                ForkedJvm jvm = start(with(options(), "--data-dir=" + disk.directory()))) {
            awaitEnd(jvm);

            assertThat(jvm.output())
                    .contains("only 105 MB are free where the state is, " + disk.directory())
                    .contains("--data-dir names another place")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void shouldEndInOrderBeforeTheDiskIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1_100);
                ForkedJvm jvm = start(with(options(), "--data-dir=" + disk.directory()))) {
            awaitReady(jvm);

            disk.fillUpTo(100);
            awaitEnd(jvm);

            assertThat(jvm.output())
                    .contains("the disk is full: ", "make room and start again", "stopping Kafka")
                    .doesNotContain("\tat ");
        }
    }

    private static ProcessHandle databaseServer(ForkedJvm jvm) {
        return ProcessHandle.of(jvm.pid())
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("mariadbd"))
                .findAny()
                .orElseThrow();
    }

    private static int send(int port) throws IOException, InterruptedException {
        URI beacon = URI.create("http://127.0.0.1:" + port + "/hakaru?name=open&value=1");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(beacon).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static long impressions(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return impressions(connection);
        }
    }

    private static long impressions(int port) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/hakaru", "redash", "redash")) {
            return impressions(connection);
        }
    }

    private static long impressions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("SELECT SUM(impressions) FROM impressions_per_second")) {
            return sum.next() ? sum.getLong(1) : 0;
        }
    }

    private static void awaitReady(ForkedJvm jvm) {
        Await.until("the run to be ready", LIMIT, () -> {
            assertThat(jvm.isAlive()).as(jvm::output).isTrue();
            return jvm.output().contains("Ctrl-C");
        });
    }

    private static String[] with(String[] options, String more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.removeIf(option -> option.startsWith(more.replaceFirst("=.*", "=")));
        all.add(more);
        return all.toArray(String[]::new);
    }

    private String[] options(String... changes) {
        List<String> options = new ArrayList<>(List.of("--data-dir=" + directory));
        for (String name : List.of(
                "port",
                "ingest-management-port",
                "aggregator-management-port",
                "sink-management-port",
                "kafka-port",
                "mariadb-port",
                "report-port")) {
            boolean changed = List.of(changes).stream().anyMatch(change -> change.startsWith("--" + name + "="));
            if (!changed) {
                options.add("--" + name + "=" + Ports.free());
            }
        }
        options.addAll(List.of(changes));
        return options.toArray(String[]::new);
    }

    private static ForkedJvm start(String... arguments) {
        return ForkedJvm.start(Main.class, Map.of("INGEST_WARM_UP", "0s"), List.of(), arguments);
    }

    private static void awaitEnd(ForkedJvm jvm) {
        Await.until("the process to end", LIMIT, () -> !jvm.isAlive());
    }
}
