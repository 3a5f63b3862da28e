package hakaru.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test writes what no HTTP client would. */
final class RawClient implements AutoCloseable {
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) READ_LIMIT.toMillis());
        socket.setTcpNoDelay(true);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads until {@code count} answers without a body have begun and the last one's head is complete. */
    String readHeads(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        int heads = 0;
        while (heads < count) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + heads + " answers: " + text);
            }
            text.append((char) next);
            if (next == '\n'
                    && text.length() > 3
                    && text.substring(text.length() - 4).equals("\r\n\r\n")) {
                heads++;
            }
        }
        return text.toString();
    }

    /** Reads until the server closes the connection. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Goes away before its test is over. */
    void disconnect() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
