package hakaru.kakeru;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes requests and does with each whatever the test says. */
final class StubServer implements AutoCloseable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final int BACKLOG = 1_024;

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stub-server");
        thread.setDaemon(true);
        return thread;
    });

    /** Answers one request; an empty answer closes the connection. */
    interface Behaviour {
        String answer(String requestLine) throws InterruptedException;
    }

    private StubServer(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
    }

    static StubServer start(Behaviour behaviour) throws IOException {
        StubServer server = new StubServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), behaviour);
        server.threads.execute(server::accept);
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/hakaru";
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII))) {
            connection.setTcpNoDelay(true);
            OutputStream out = connection.getOutputStream();
            boolean open = true;
            while (open) {
                open = serveOne(in, out);
            }
        } catch (IOException e) {
            // The client has closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean serveOne(BufferedReader in, OutputStream out) throws IOException, InterruptedException {
        String requestLine = in.readLine();
        boolean closes = false;
        for (String line = requestLine; line != null && !line.isEmpty(); line = in.readLine()) {
            closes |= line.equals("Connection: close");
        }
        if (requestLine == null) {
            return false;
        }
        String answer = behaviour.answer(requestLine);
        out.write(answer.getBytes(US_ASCII));
        return !answer.isEmpty() && !closes;
    }
}
