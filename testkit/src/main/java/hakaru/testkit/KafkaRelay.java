package hakaru.testkit;

import hakaru.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a broker and its clients and makes it slow, silent or unreachable, without the broker knowing. The
 * broker must advertise the relay's address, or clients go round it: {@link TestKafka#behind}. Thread-safe; owns the
 * threads {@code test-relay-…}.
 */
public final class KafkaRelay implements AutoCloseable {
    private final int brokerPort = Ports.free();
    private final ServerSocket server;
    private final Gate requests = new Gate();
    private final Gate answers = new Gate();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private KafkaRelay(ServerSocket server) {
        this.server = server;
    }

    /** Opens a relay that lets everything through, to a broker that is still to be started. */
    public static KafkaRelay open() {
        try {
            KafkaRelay relay = new KafkaRelay(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
            relay.start("accept", relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("no relay could be opened", e);
        }
    }

    /** The port clients are to use. */
    int port() {
        return server.getLocalPort();
    }

    int brokerPort() {
        return brokerPort;
    }

    /** From now on the broker does what it is asked to, and nobody hears of it. */
    public void holdAnswers() {
        answers.close();
    }

    /** From now on nothing reaches the broker, and nothing comes from it, though connections stand. */
    public void holdEverything() {
        requests.close();
        answers.close();
    }

    /** From now on each answer comes that much later. */
    public void delayAnswers(Duration delay) {
        answers.delay(delay);
    }

    /** Lets through what was held, in order, and what comes from now on without delay. */
    public void release() {
        answers.delay(Duration.ZERO);
        requests.open();
        answers.open();
    }

    private void accept() throws IOException {
        while (!closed) {
            Socket client = keep(server.accept());
            Socket broker = keep(new Socket());
            try {
                broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort));
                broker.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
            } catch (IOException e) {
                // The broker is down; so is, for this client, the relay.
                hangUp(client, broker);
                continue;
            }
            pipe(client, broker, requests);
            pipe(broker, client, answers);
        }
    }

    private Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void pipe(Socket from, Socket to, Gate gate) {
        Pipe pipe = new Pipe(from, to, gate);
        start("read", pipe::read);
        start("write", () -> {
            try {
                pipe.write();
            } finally {
                hangUp(from, to);
            }
        });
    }

    private void hangUp(Socket one, Socket other) throws IOException {
        one.close();
        other.close();
        sockets.remove(one);
        sockets.remove(other);
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private void start(String role, Task task) {
        Thread thread = new Thread(() -> quietly(task), "test-relay-" + role);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(Task task) {
        try {
            task.run();
        } catch (IOException e) {
            // A connection has ended, which is no event to a relay: the other side hears of it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all connections; threads that wait at a gate go with their JVM. */
    @Override
    public void close() {
        closed = true;
        release();
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the relay could not be closed", e);
        }
    }
}
