package hakaru.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, on this JVM's class path, so that a test can kill it. Its output goes to a file.
 */
public final class ForkedJvm implements AutoCloseable {
    /** Small and quick to start; a later option of the caller overrides an earlier one. */
    private static final List<String> QUICK_START =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /** What a shell runs in the background ignores SIGINT, and so does whatever that starts; coreutils undo it. */
    private static final List<String> INTERRUPTIBLE =
            System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT") : List.of();

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration DUMP_LIMIT = Duration.ofSeconds(1);

    private final Process process;
    private final TemporaryDirectory directory;
    private final Path output;

    private ForkedJvm(Process process, TemporaryDirectory directory, Path output) {
        this.process = process;
        this.directory = directory;
        this.output = output;
    }

    /** Starts a main class with this environment on top of our own, and without arguments. */
    public static ForkedJvm start(Class<?> main, Map<String, String> environment) {
        return start(main, environment, List.of());
    }

    public static ForkedJvm start(
            Class<?> main, Map<String, String> environment, List<String> jvmOptions, String... arguments) {
        TemporaryDirectory directory = TemporaryDirectory.create("hakaru-jvm");
        Path output = directory.path().resolve(main.getSimpleName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command(main, jvmOptions, List.of(arguments)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return new ForkedJvm(builder.start(), directory, output);
        } catch (IOException e) {
            throw new UncheckedIOException("no JVM could be started for " + main, e);
        }
    }

    private static List<String> command(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(INTERRUPTIBLE);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what the process has written so far, to both of its streams. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of process " + pid() + " cannot be read", e);
        }
    }

    /** Sends SIGKILL and waits: when this returns, the process does nothing any more. */
    public void kill() {
        process.destroyForcibly();
        exitCode("SIGKILL", KILL_LIMIT);
    }

    /** Sends SIGCONT: a process that stood still goes on, and notices nothing but the clock. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("process %d could not be sent SIG%s".formatted(pid(), name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid() + " could not be sent SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends SIGTERM and returns the exit code; a JVM that a signal ended has 143, also after an orderly shutdown.
     *
     * @throws AssertionError when the process has not ended within the limit
     */
    public int terminate(Duration limit) {
        process.destroy();
        return exitCode("SIGTERM", limit);
    }

    /**
     * Waits until the process ends of itself, and returns the exit code.
     *
     * @throws AssertionError when it has not ended within the limit
     */
    public int awaitEnd(Duration limit) {
        return exitCode("its start", limit);
    }

    private int exitCode(String since, Duration limit) {
        if (hasEndedWithin(limit)) {
            return process.exitValue();
        }
        throw new AssertionError("process %d has not ended %s after %s; its output and threads:%n%s"
                .formatted(pid(), limit, since, outputWithThreads()));
    }

    private boolean hasEndedWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGQUIT makes a JVM write what its threads do. */
    private String outputWithThreads() {
        signal("QUIT");
        hasEndedWithin(DUMP_LIMIT);
        return output();
    }

    /** Kills the process if it still runs, and deletes its output. */
    @Override
    public void close() {
        kill();
        directory.delete();
    }
}
