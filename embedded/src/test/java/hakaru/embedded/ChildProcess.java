package hakaru.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs an embedded server in a JVM of its own, which the test kills, so that the server cannot close anything. */
final class ChildProcess implements AutoCloseable {
    private static final String STARTED = "started with pid ";

    private final Process process;
    private final long serverPid;

    private ChildProcess(Process process, long serverPid) {
        this.process = process;
        this.serverPid = serverPid;
    }

    static ChildProcess start(String server, Path directory, int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProcess.class.getName(),
                        server,
                        directory.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(STARTED)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the child process ended before its server had started");
        }
        return new ChildProcess(process, Long.parseLong(line.substring(STARTED.length())));
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        System.out.println(STARTED + startServer(arguments[0], directory, port));
        new CountDownLatch(1).await();
    }

    private static long startServer(String server, Path directory, int port) {
        return switch (server) {
            case "kafka" -> startKafka(directory, port);
            case "kafka-halting-in-a-commit" -> {
                HaltAtCommit.install();
                yield startKafka(directory, port);
            }
            case "mariadb" -> EmbeddedMariaDb.start(directory, port).pid();
            default -> throw new IllegalArgumentException("no such server: " + server);
        };
    }

    private static long startKafka(Path directory, int port) {
        EmbeddedKafka.start(directory, port);
        return ProcessHandle.current().pid();
    }

    long serverPid() {
        return serverPid;
    }

    void awaitEnd() {
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
