package hakaru.cluster;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.NodeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian's faketime, by which a process's wall clock can jump while it runs. The monotonic clock stays what it is. */
public final class FakeTime {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private FakeTime() {}

    static boolean isInstalled() {
        return library().isPresent();
    }

    /** The same process, under a clock that can jump. */
    static NodeSpec over(NodeSpec spec) {
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put("LD_PRELOAD", library().orElseThrow().toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", file(spec.directory()).toString());
        environment.put("FAKETIME_CACHE_DURATION", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Its cure for an old fault of glibc would have every timed wait of a JVM return at once.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        return new NodeSpec(spec.name(), spec.tier(), spec.directory(), spec.command(), environment);
    }

    /** Lets a process's clock jump to so many seconds from the truth; it notices within a second. */
    public static void set(Node node, int seconds) throws IOException {
        Files.createDirectories(node.directory());
        Files.writeString(file(node.directory()), "%+d".formatted(seconds));
    }

    private static Path file(Path directory) {
        return directory.resolve("clock").toAbsolutePath();
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }
}
