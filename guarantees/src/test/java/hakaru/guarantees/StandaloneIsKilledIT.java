package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Topics;
import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.Recount;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The standalone JVM is killed in the middle of a load and started again: every 200 is counted exactly once. */
@DisabledIfSystemProperty(
        named = "hakaru.servers",
        matches = "containers",
        disabledReason = "brings its own embedded servers")
class StandaloneIsKilledIT {
    private static final int KILLS = Integer.getInteger("hakaru.standalone.kills", 2);

    private final int api = Ports.free();
    private final int kafka = Ports.free();
    private final int database = Ports.free();
    private final int report = Ports.free();
    private final int ingestManagement = Ports.free();
    private final int aggregatorManagement = Ports.free();
    private final int sinkManagement = Ports.free();

    private final DatabaseCounts counts = new DatabaseCounts(
            () -> DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + database + "/hakaru", "redash", "redash"));

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void shouldCountEvery200OnceAfterTheWholeJvmIsKilled() throws Exception {
        List<BeaconLoad> loads = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (ForkedJvm standalone = start();
                    BeaconLoad load = BeaconLoad.start("kill-" + kill, () -> "http://127.0.0.1:" + api + "/hakaru")) {
                loads.add(load);
                Await.until("beacons answered", Pipeline.LIMIT, () -> load.accepted() > 500);
                standalone.kill();
            }
        }

        try (ForkedJvm standalone = start()) {
            Recount recount = Recount.of("127.0.0.1:" + kafka, Topics.IMPRESSIONS);
            loads.forEach(load -> load.assertEachAcceptedOnce(recount));
            Await.until("all counted", Pipeline.LIMIT, () -> {
                assertThat(counts.impressions()).as(standalone::output).isGreaterThanOrEqualTo(recount.impressions());
                return true;
            });
            assertThat(counts.rows()).isEqualTo(recount.rows());
            assertThat(counts.ledgerImpressions()).isEqualTo(recount.impressions());
            assertThat(counts.rollUpDifferences()).isZero();
            assertThat(standalone.terminate(Duration.ofMinutes(1)))
                    .as(standalone::output)
                    .isZero();
        }
    }

    private ForkedJvm start() {
        ForkedJvm standalone = ForkedJvm.start(
                hakaru.standalone.Main.class,
                Map.of("LOG_LEVEL", "INFO"),
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
}
