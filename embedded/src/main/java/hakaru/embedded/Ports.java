package hakaru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Answers which TCP ports of the loopback interface are free. */
public final class Ports {
    /** The only address the embedded servers listen on: nothing outside this machine reaches them. */
    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** Returns a port that was free a moment ago; the kernel hands out another one at each call. */
    public static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
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
