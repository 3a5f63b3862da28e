package hakaru.cluster.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process of the cluster, which can be killed, paused, stopped and started again. It outlives its process: the name, the
 * directory and the log stay. Thread-safe: who starts or stops it waits for others who do; whoever only asks, waits for nobody.
 */
public final class Node implements AutoCloseable {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(15);

    private final NodeSpec spec;
    private volatile @Nullable Process process;
    private volatile boolean wanted;

    public Node(NodeSpec spec) {
        this.spec = spec;
    }

    public String name() {
        return spec.name();
    }

    public Tier tier() {
        return spec.tier();
    }

    public Path directory() {
        return spec.directory();
    }

    public Path log() {
        return spec.directory().resolve(spec.name() + ".log");
    }

    /** Starts the process as specified, unless it runs. */
    public synchronized void start() {
        startAs(spec);
    }

    /** Starts the process by another command, once: the next start is as specified again. */
    public synchronized void startAs(NodeSpec once) {
        wanted = true;
        if (isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(once.command())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(once.environment());
        try {
            Files.createDirectories(spec.directory());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be started".formatted(spec.name()), e);
        }
    }

    public NodeSpec spec() {
        return spec;
    }

    public boolean isAlive() {
        Process latest = process;
        return latest != null && latest.isAlive();
    }

    /** Whether the process should run and does not: it has ended by itself. */
    public boolean isMissing() {
        Process latest = process;
        return wanted && latest != null && !latest.isAlive();
    }

    /** The process id of the latest process, and 0 before the first. */
    public long pid() {
        Process latest = process;
        return latest == null ? 0 : latest.pid();
    }

    public int exitStatus() {
        Process latest = process;
        return latest == null || latest.isAlive() ? -1 : latest.exitValue();
    }

    /** Sends SIGKILL and waits: when this returns, the process does nothing any more. */
    public synchronized void kill() {
        wanted = false;
        Process latest = process;
        if (latest != null) {
            latest.destroyForcibly();
            await(latest, KILL_LIMIT);
        }
    }

    /** Sends SIGTERM and waits; kills what has not ended within the limit, and says whether that was needed. */
    public synchronized boolean terminate(Duration limit) {
        wanted = false;
        Process latest = process;
        if (latest == null) {
            return true;
        }
        latest.destroy();
        boolean ended = await(latest, limit);
        if (!ended) {
            kill();
        }
        return ended;
    }

    public void pause() {
        signal(Signal.STOP);
    }

    public void resume() {
        signal(Signal.CONT);
    }

    public void signal(Signal signal) {
        Process latest = process;
        if (latest != null && latest.isAlive()) {
            signal.send(latest.pid());
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static boolean await(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
