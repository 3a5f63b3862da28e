package hakaru.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one Kafka broker, its own KRaft controller, in this JVM on 127.0.0.1. The data survive a restart on the same
 * directory, also after the process was killed. Safe for use by several threads.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final String NAME = "The embedded Kafka";

    private final KraftNode node;
    private final DirectoryLock lock;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KraftNode node, DirectoryLock lock, int port) {
        this.node = node;
        this.lock = lock;
        this.port = port;
    }

    /**
     * Deletes what a broker that nobody runs has kept in a directory.
     *
     * @throws EmbeddedStartException when another process uses the directory
     */
    public static void delete(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try (DirectoryLock lock = DirectoryLock.acquire(directory, NAME)) {
            Directories.delete(directory.resolve("log"));
        } catch (IOException e) {
            throw new EmbeddedStartException("%s could not be deleted: %s".formatted(directory, e), e);
        }
    }

    /**
     * Starts a broker on a directory, which is created and formatted when it is new.
     *
     * @throws EmbeddedStartException when the port or the directory is in use, or the broker does not start
     */
    public static EmbeddedKafka start(Path dataDirectory, int port) {
        return start(dataDirectory, port, Map.of());
    }

    /**
     * Starts a broker with settings of its own, such as those for TLS and SASL; its clients' listener is {@code CLIENTS}.
     *
     * @throws EmbeddedStartException when the port or the directory is in use, or the broker does not start
     */
    public static EmbeddedKafka start(Path dataDirectory, int port, Map<String, String> overrides) {
        return start(dataDirectory, port, port, overrides);
    }

    /**
     * Starts a broker whose clients reach it through something else, such as a relay; what it has to say to itself goes
     * straight.
     *
     * @param advertisedPort where clients are told to go
     * @throws EmbeddedStartException when the port or the directory is in use, or the broker does not start
     */
    public static EmbeddedKafka startBehind(Path dataDirectory, int port, int advertisedPort) {
        return start(dataDirectory, port, advertisedPort, Map.of());
    }

    private static EmbeddedKafka start(
            Path dataDirectory, int port, int advertisedPort, Map<String, String> overrides) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.acquire(directory, NAME);
        try {
            Ports.requireFree(port, NAME);
            BrokerSettings settings =
                    new BrokerSettings(directory.resolve("log"), port, advertisedPort, Ports.free(), overrides);
            return new EmbeddedKafka(startNode(settings), lock, port);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static KraftNode startNode(BrokerSettings settings) {
        long begin = System.nanoTime();
        Path directory = settings.directory();
        try {
            KraftNode node = KraftNode.start(settings);
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            LOG.info("Kafka serves {} on {}:{}, started in {} ms", directory, Ports.LOOPBACK, settings.port(), millis);
            return node;
        } catch (Exception e) {
            throw new EmbeddedStartException("%s did not start on %s: %s".formatted(NAME, directory, e), e);
        }
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops the broker in order; gives up waiting after 20 s, because its own shutdown may wait for minutes. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        node.stop();
        lock.close();
    }
}
