package hakaru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Answers which TCP ports of the loopback interface are free. */
public final class Ports {
    /** The only address the embedded servers listen on: nothing outside this machine reaches them. */
    static final String LOOPBACK = "127.0.0.1";

    /** Above what well-known servers use. */
    private static final int FIRST = 20_000;
    /** From here on scripts choose theirs, and from 32,768 on Linux takes those of outgoing connections, unless told otherwise. */
    private static final int END = 30_000;

    private static final int ATTEMPTS = 100;

    private Ports() {}

    /**
     * Returns a port that was free a moment ago, another one at each call and in each of up to {@value Own#STRETCHES} processes. The kernel gives
     * it to no outgoing connection, so that a server which is down for a moment finds it free again.
     *
     * @throws UncheckedIOException when {@value #ATTEMPTS} ports in turn are in use
     */
    public static int free() {
        IOException failure = new IOException();
        for (int i = 0; i < ATTEMPTS; i++) {
            try (ServerSocket socket = bind(loopback(Own.next()))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new UncheckedIOException("no free port on " + LOOPBACK, failure);
    }

    static void requireFree(int port, String server) {
        if (!isFree(loopback(port))) {
            String message = "%s cannot listen on %s:%d: the port is in use; stop what uses it or choose another port";
            throw new EmbeddedStartException(message.formatted(server, LOOPBACK, port));
        }
    }

    /** Not the JVM's own loopback address, which is {@code ::1} when it is told to prefer IPv6. */
    private static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(InetSocketAddress address) {
        try (ServerSocket socket = bind(address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket bind(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // As the servers do it: connections that linger after a stop do not keep the port from its next owner.
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The stretch of ports that is this process's as long as it lives; taken when the first one is asked for. */
    private static final class Own {
        static final int STRETCHES = 8;
        private static final int LENGTH = (END - FIRST) / STRETCHES;

        /** Of its file, held until the process ends. */
        private static final List<FileLock> LOCK = new ArrayList<>();

        /** When all are taken, one by chance is shared: better than no port at all. */
        private static final int STRETCH = IntStream.range(0, STRETCHES)
                .filter(Own::take)
                .findFirst()
                .orElseGet(() -> ThreadLocalRandom.current().nextInt(STRETCHES));

        private static final AtomicInteger CALLS =
                new AtomicInteger(ThreadLocalRandom.current().nextInt(LENGTH));

        private static boolean take(int stretch) {
            Path file = Path.of(System.getProperty("java.io.tmpdir"), "hakaru-ports-" + stretch + ".lock");
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    return false;
                }
                return LOCK.add(lock);
            } catch (IOException e) {
                // Another user's: not to be had.
                return false;
            }
        }

        /** One after the other: what is handed out may still wait for the server that will listen there. */
        static int next() {
            return FIRST + STRETCH * LENGTH + Math.floorMod(CALLS.getAndIncrement(), LENGTH);
        }
    }
}
