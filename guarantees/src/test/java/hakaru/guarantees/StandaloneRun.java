package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A standalone run on ports of its own, in a process that can be killed and started again. */
final class StandaloneRun {
    private final Path directory;
    private final Map<String, String> environment;
    private final int api = Ports.free();
    private final int kafka = Ports.free();
    private final int database = Ports.free();
    private final int report = Ports.free();
    private final int ingestManagement = Ports.free();
    private final int aggregatorManagement = Ports.free();
    private final int sinkManagement = Ports.free();

    StandaloneRun(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = new HashMap<>(environment);
        this.environment.put("LOG_LEVEL", "INFO");
    }

    /** Starts the process and waits until it says that it is ready. */
    ForkedJvm start() {
        ForkedJvm standalone = ForkedJvm.start(
                hakaru.standalone.Main.class,
                environment,
                List.of("-Xmx512m"),
                "--data-dir=" + directory,
                "--port=" + api,
                "--kafka-port=" + kafka,
                "--mariadb-port=" + database,
                "--report-port=" + report,
                "--ingest-management-port=" + ingestManagement,
                "--aggregator-management-port=" + aggregatorManagement,
                "--sink-management-port=" + sinkManagement);
        Await.until("the standalone run to be ready", Pipeline.LIMIT, () -> {
            assertThat(standalone.isAlive()).as(standalone::output).isTrue();
            return standalone.output().contains("Ctrl-C");
        });
        return standalone;
    }

    String beaconUrl() {
        return "http://127.0.0.1:" + api + "/hakaru";
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafka;
    }

    String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:" + database + "/hakaru";
    }

    DatabaseCounts counts() {
        return new DatabaseCounts(() -> DriverManager.getConnection(jdbcUrl(), "redash", "redash"));
    }
}
