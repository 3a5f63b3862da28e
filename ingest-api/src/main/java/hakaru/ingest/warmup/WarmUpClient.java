package hakaru.ingest.warmup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks as browsers do, in turn on a connection that is kept, many requests at a time, and on new ones. For one thread. */
final class WarmUpClient implements Runnable {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(WarmUpClient.class);
    private static final String STATUS_LINE = "HTTP/1.1 200";
    private static final int BLOCKS = 32;
    private static final int NEW_CONNECTIONS = 8;

    private static final String BROWSER = """
            Host: 127.0.0.1\r
            User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36\r
            Accept-Encoding: gzip, deflate, br\r
            Accept-Language: en-GB,en;q=0.9\r
            Referer: https://publisher.example/news/\r
            Sec-Fetch-Mode: no-cors\r
            Sec-Fetch-Site: cross-site\r
            """;
    private static final String TAG =
            "GET /hakaru?name=warm-up&value=1&id=9b2c6a54-6f1d-4c0e-8f57-2d1a&n=0 HTTP/1.1\r\n" + BROWSER
                    + "Accept: */*\r\nOrigin: https://publisher.example\r\nSec-Fetch-Dest: empty\r\n";
    private static final String IMAGE = "GET /hakaru?name=warm%20up&value=0 HTTP/1.1\r\n" + BROWSER
            + "Accept: image/avif,image/webp,image/*,*/*;q=0.8\r\nSec-Fetch-Dest: image\r\n";
    private static final String SCRIPT = "GET /hakaru?name=warm-up HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n";
    private static final String BALANCER = "GET /ok HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final List<String> ON_A_KEPT_CONNECTION =
            List.of(TAG, IMAGE, TAG, TAG, IMAGE, SCRIPT, TAG, IMAGE, TAG, TAG, IMAGE, BALANCER);

    private final int port;
    private final LongAdder answered;
    private final byte[] block =
            (String.join("\r\n", ON_A_KEPT_CONNECTION) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private final byte[] buffer = new byte[8 * 1024];
    private final byte[] last = (TAG + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

    WarmUpClient(int port, LongAdder answered) {
        this.port = port;
        this.answered = answered;
    }

    /** Goes on until it is interrupted. */
    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                keepAConnection();
                openNewOnes();
            }
        } catch (IOException e) {
            LOG.warn("A client of the warm-up got no answer, and asks no more", e);
        }
    }

    private void keepAConnection() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < BLOCKS && !Thread.currentThread().isInterrupted(); i++) {
                ask(socket, block, ON_A_KEPT_CONNECTION.size());
            }
        }
    }

    private void openNewOnes() throws IOException {
        for (int i = 0; i < NEW_CONNECTIONS; i++) {
            try (Socket socket = connect()) {
                ask(socket, last, 1);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private void ask(Socket socket, byte[] requests, int count) throws IOException {
        socket.getOutputStream().write(requests);
        awaitAnswers(socket.getInputStream(), count);
        answered.add(count);
    }

    /** No body of an answer has a status line in it. */
    private void awaitAnswers(InputStream in, int count) throws IOException {
        StringBuilder text = new StringBuilder();
        int answers = 0;
        while (answers < count) {
            int length = in.read(buffer);
            if (length < 0) {
                throw new EOFException("%d of %d answers with 200".formatted(answers, count));
            }
            text.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
            for (int at = text.indexOf(STATUS_LINE); at >= 0; at = text.indexOf(STATUS_LINE)) {
                answers++;
                text.delete(0, at + STATUS_LINE.length());
            }
        }
    }
}
