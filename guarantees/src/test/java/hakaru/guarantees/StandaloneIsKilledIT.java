package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Topics;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.Recount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standalone JVM is killed in the middle of a load and started again: every 200 is counted exactly once. */
@Tag("embedded-servers")
class StandaloneIsKilledIT {
    private static final int KILLS = Integer.getInteger("hakaru.standalone.kills", 2);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void shouldCountEvery200OnceAfterTheWholeJvmIsKilled() throws Exception {
        StandaloneRun run = new StandaloneRun(directory, Map.of("INGEST_WARM_UP", "0s"));
        DatabaseCounts counts = run.counts();
        List<BeaconLoad> loads = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (ForkedJvm standalone = run.start();
                    BeaconLoad load = BeaconLoad.start("kill-" + kill, run::beaconUrl)) {
                loads.add(load);
                Await.until("beacons answered", Pipeline.LIMIT, () -> load.accepted() > 500);
                standalone.kill();
            }
        }

        try (ForkedJvm standalone = run.start()) {
            Recount recount = Recount.of(run.bootstrapServers(), Topics.IMPRESSIONS);
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
}
