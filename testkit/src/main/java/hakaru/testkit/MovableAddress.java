package hakaru.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An address whose server can be exchanged: connections that are open stay where they are, new ones lead to the new server, as
 * with a name or a balancer in front of two databases. Thread-safe.
 */
public final class MovableAddress implements AutoCloseable {
    private final ServerSocket entrance;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile InetSocketAddress target;

    private MovableAddress(ServerSocket entrance, InetSocketAddress target) {
        this.entrance = entrance;
        this.target = target;
    }

    public static MovableAddress to(InetSocketAddress target) {
        try {
            ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            MovableAddress address = new MovableAddress(entrance, target);
            daemon("movable-address", address::accept);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException("no address could be opened", e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** From here on new connections lead to another server. */
    public void moveTo(InetSocketAddress other) {
        target = other;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                // Closed, or the server does not take the connection: its client sees it end.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        Socket server = new Socket();
        sockets.add(server);
        try {
            server.connect(target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        daemon("movable-address-there", () -> copy(client, server));
        daemon("movable-address-back", () -> copy(server, client));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side has gone; closing tells the other.
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the address could not be closed", e);
        }
    }
}
