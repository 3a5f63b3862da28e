package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load begins in the moment that a new process says it is ready, and does not wait for its answers. */
@Tag("embedded-servers")
@Tag("alone")
class StandaloneIsFreshIT {
    /** Requests per second: far less than a warm process answers. */
    private static final int RATE = 5_000;

    /** Of the requests of the first ten seconds, in percent. */
    private static final String ANSWERED_IN_TIME = "99";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void shouldServeALoadFromItsFirstSecondOn() {
        StandaloneRun run = new StandaloneRun(directory, Map.of());
        try (ForkedJvm standalone = run.start();
                ForkedJvm kakeru = ForkedJvm.start(
                        hakaru.kakeru.Main.class,
                        Map.of(),
                        List.of(),
                        "--url=" + run.beaconUrl(),
                        "--jdbc-url=" + run.jdbcUrl(),
                        "--rate=" + RATE,
                        "--duration=10s",
                        "--success-goal=" + ANSWERED_IN_TIME)) {
            Await.until("kakeru's verdict", Duration.ofMinutes(3), () -> !kakeru.isAlive());

            assertThat(kakeru.terminate(Duration.ofSeconds(1)))
                    .as(() -> kakeru.output() + standalone.output())
                    .isZero();
            // Killed, it would leave its database behind for a successor that does not come.
            assertThat(standalone.terminate(Duration.ofMinutes(1)))
                    .as(standalone::output)
                    .isZero();
        }
    }
}
