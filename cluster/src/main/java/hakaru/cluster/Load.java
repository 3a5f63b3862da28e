package hakaru.cluster;

import hakaru.cluster.database.Account;
import hakaru.cluster.node.JavaCommand;
import hakaru.cluster.node.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** kakeru in a process of its own: sends, keeps the books, and tells each second how things are. */
final class Load implements AutoCloseable {
    private static final int HEAP = 192;
    /** As long as the longest recovery; then the books do not balance. */
    private static final Duration CATCH_UP = Duration.ofMinutes(3);

    private static final Duration END_LIMIT = CATCH_UP.plusMinutes(1);
    /** One good second may be luck. */
    private static final int GOOD_SECONDS = 2;

    private final Process process;
    private final Path directory;
    private final List<Second> seconds = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "rig-load");
    private volatile long beginNanos;

    private Load(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        reader.setDaemon(true);
    }

    static Load start(Cluster cluster, ClusterOptions options, int rate, Duration longest) throws IOException {
        Path directory = options.work.toAbsolutePath();
        List<String> arguments = new ArrayList<>(List.of(
                "--url=" + cluster.url(),
                "--rate=" + rate,
                "--duration=" + longest.toSeconds() + "s",
                "--timeout=10s",
                "--connections=512",
                "--ads=200",
                "--success-goal=0",
                "--jdbc-url=" + cluster.database().jdbcUrl(),
                "--db-user=" + Account.ANALYST.user(),
                "--db-password=" + Account.ANALYST.password(),
                "--catch-up=" + CATCH_UP.toSeconds() + "s",
                "--json=" + directory.resolve("kakeru.json"),
                "--html=" + directory.resolve("kakeru.html")));
        Process process = new ProcessBuilder(
                        JavaCommand.jar(options.home.resolve("kakeru/target/kakeru.jar"), HEAP, arguments))
                .redirectErrorStream(true)
                .start();
        Load load = new Load(process, directory);
        load.reader.start();
        return load;
    }

    List<Second> seconds() {
        return seconds;
    }

    /** Seconds since the load began; what the progress calls {@code end}. */
    double now() {
        return beginNanos == 0 ? 0 : (System.nanoTime() - beginNanos) / 1e9;
    }

    /** Waits until all requests are answered and counted in time again; the seconds until then, or -1 when they are not. */
    boolean awaitWell(double since, Duration limit) throws InterruptedException {
        return Wait.comes(limit, () -> goodSince(since, second -> second.answersAll() && second.isFresh()));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the load and waits for the books. By SIGTERM: what a shell runs in the background ignores SIGINT. */
    int end() throws InterruptedException {
        // The process's own method would close its output, too, which is being read.
        process.toHandle().destroy();
        if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("kakeru has not ended within " + END_LIMIT);
        }
        reader.join(END_LIMIT.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean goodSince(double since, Predicate<Second> good) {
        int size = seconds.size();
        return size >= GOOD_SECONDS
                && seconds.subList(size - GOOD_SECONDS, size).stream()
                        .allMatch(second -> second.end() > since && good.test(second));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(
                        directory.resolve("kakeru.log"),
                        line + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                Second.parse(line).ifPresent(this::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kakeru's output", e);
        }
    }

    private void add(Second second) {
        long begin = System.nanoTime() - (long) (second.end() * 1e9);
        // The line that comes with the least delay is right.
        beginNanos = beginNanos == 0 ? begin : Math.min(beginNanos, begin);
        seconds.add(second);
    }
}
