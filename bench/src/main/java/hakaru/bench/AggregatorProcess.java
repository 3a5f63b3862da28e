package hakaru.bench;

import hakaru.aggregator.Main;
import hakaru.runtime.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Runs the aggregator in a JVM of its own, on a core of its own. */
final class AggregatorProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;
    /** Of /proc's times, whatever the kernel's own clock does. */
    private static final long MILLIS_PER_TICK = 10;
    /** In a thread's stat, counted from the field after its name. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    private final KafkaConfig kafka;
    private final Process process;

    private AggregatorProcess(KafkaConfig kafka, Process process) {
        this.kafka = kafka;
        this.process = process;
    }

    /** Starts one on a core of its own. */
    static AggregatorProcess start(KafkaConfig kafka, Path directory, int core, List<String> options)
            throws IOException {
        return start(kafka, directory, Cores.only(core), "one", options);
    }

    /**
     * Starts one; its log goes to {@code aggregator.log} in the directory.
     *
     * @param prefix how the command line begins
     * @param name of the instance
     */
    static AggregatorProcess start(
            KafkaConfig kafka, Path directory, List<String> prefix, String name, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("aggregator.log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "AGGREGATOR_INSTANCE_ID",
                        name,
                        "AGGREGATOR_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "AGGREGATOR_MANAGEMENT_PORT",
                        "0"));
        Process process = builder.start();
        // Nothing of a measurement that is broken off stays behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "aggregator-stop"));
        return new AggregatorProcess(kafka, process);
    }

    /** Asks for the committed offsets only: reading the batches meanwhile would take the broker's core. */
    void awaitCommitted(long events) throws InterruptedException, ExecutionException {
        Instant deadline = Instant.now().plus(LIMIT);
        try (Admin admin = kafka.admin("bench")) {
            while (committed(admin) < events) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("the aggregator did not catch up; see aggregator.log");
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private long committed(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets(kafka.topic("hakaru-aggregator"))
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** What it has used of the processors. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What the JIT compiler has used of them, in threads that still live: the JVM ends those that find nothing to do. Linux only. */
    Duration compilerTime() throws IOException {
        long ticks = 0;
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads) {
                ticks += compilerTicks(Files.readString(thread.resolve("stat")));
            }
        }
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    private static long compilerTicks(String stat) {
        int end = stat.lastIndexOf(')');
        if (!stat.substring(stat.indexOf('(') + 1, end).matches("C[12] Comp.*")) {
            return 0;
        }
        String[] fields = stat.substring(end + 2).split(" ", -1);
        return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    }

    /** Ends it at once, as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
