package hakaru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers which TCP ports of the loopback interface are free. */
public final class Ports {
    /** The only address the embedded servers listen on: nothing outside this machine reaches them. */
    static final String LOOPBACK = "127.0.0.1";

    /** Above what well-known servers use. */
    private static final int FIRST = 20_000;
    /** From here on Linux takes the ports of outgoing connections, unless told otherwise. */
    private static final int FIRST_OF_THE_KERNEL = 32_768;

    private static final int RANGE = FIRST_OF_THE_KERNEL - FIRST;
    private static final int ATTEMPTS = 100;

    /** One after the other, from a place by chance: what is handed out may still wait for the server that will listen there. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

    private Ports() {}

    /**
     * Returns a port that was free a moment ago, another one at each call of this process. The kernel gives it to no outgoing connection, so
     * that a server which is down for a moment finds it free again.
     *
     * @throws UncheckedIOException when {@value #ATTEMPTS} ports in turn are in use
     */
    public static int free() {
        IOException failure = new IOException();
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), RANGE);
            try (ServerSocket socket = bind(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new UncheckedIOException("no free port on " + LOOPBACK, failure);
    }

    static void requireFree(int port, String server) {
        try (ServerSocket socket = bind(port)) {
            socket.getLocalPort();
        } catch (IOException e) {
            String message = "%s cannot listen on %s:%d: the port is in use; stop what uses it or choose another port";
            throw new EmbeddedStartException(message.formatted(server, LOOPBACK, port), e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // As the servers do it: connections that linger after a stop do not keep the port from its next owner.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
