package hakaru.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> STUBBORN =
            List.of("sh", "-c", "trap 'touch told' TERM; touch ready; while :; do sleep 0.1; done");

    @TempDir
    private Path directory;

    /** A relay asks whose a connection is while the process that has it is being stopped, and holds up all wires meanwhile. */
    @Test
    @Timeout(30)
    void shouldAnswerWhileItIsStopped() {
        try (Node node = new Node(new NodeSpec("a", Tier.BROKER, directory, STUBBORN, Map.of()))) {
            node.start();
            Await.until("a handler", LIMIT, () -> Files.exists(directory.resolve("ready")));
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> node.terminate(PATIENCE));
            Await.until("it was told to stop", LIMIT, () -> Files.exists(directory.resolve("told")));

            assertThat(node.pid()).isPositive();
            assertThat(node.isAlive()).isTrue();
            assertThat(node.isMissing()).isFalse();
            assertThat(node.exitStatus()).isEqualTo(-1);
            assertThat(stopped).isNotDone();

            ProcessHandle.of(node.pid()).orElseThrow().destroyForcibly();
            assertThat(stopped.join()).isTrue();
        }
    }
}
