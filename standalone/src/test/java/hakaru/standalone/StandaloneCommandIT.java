package hakaru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
        named = "hakaru.servers",
        matches = "containers",
        disabledReason = "brings its own embedded servers")
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
        return ForkedJvm.start(Main.class, Map.of(), List.of(), arguments);
    }

    private static void awaitEnd(ForkedJvm jvm) {
        Await.until("the process to end", LIMIT, () -> !jvm.isAlive());
    }
}
