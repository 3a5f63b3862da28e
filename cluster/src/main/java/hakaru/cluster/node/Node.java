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
 * directory and the log stay. Thread-safe.
 */
public final class Node implements AutoCloseable {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(15);

    private final NodeSpec spec;
    private @Nullable Process process;
    private boolean wanted;

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

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether the process should run and does not: it has ended by itself. */
    public synchronized boolean isMissing() {
        return wanted && process != null && !process.isAlive();
    }

    /** The process id of the latest process, and 0 before the first. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    public synchronized int exitStatus() {
        return process == null || process.isAlive() ? -1 : process.exitValue();
    }

    /** Sends SIGKILL and waits: when this returns, the process does nothing any more. */
    public synchronized void kill() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
            await(KILL_LIMIT);
        }
    }

    /** Sends SIGTERM and waits; kills what has not ended within the limit, and says whether that was needed. */
    public synchronized boolean terminate(Duration limit) {
        wanted = false;
        if (process == null) {
            return true;
        }
        process.destroy();
        boolean ended = await(limit);
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

    public synchronized void signal(Signal signal) {
        if (process != null && process.isAlive()) {
            signal.send(process.pid());
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean await(Duration limit) {
        try {
            return process == null || process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
