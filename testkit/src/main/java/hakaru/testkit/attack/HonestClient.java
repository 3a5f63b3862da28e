package hakaru.testkit.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends beacons one after the other, each on a connection of its own, as the first of a page does, and remembers how long each
 * took from the attempt to connect on. One beacon that is not answered with 200 within the limit counts as that long.
 */
public final class HonestClient {
    private static final byte[] BEACON =
            "GET /hakaru?name=honest HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int port;
    private final Duration limit;
    private final int attempts;

    /**
     * A client of a local port.
     *
     * @param limit of an attempt
     * @param attempts how often a beacon is sent that is not answered with 200
     */
    public HonestClient(int port, Duration limit, int attempts) {
        this.port = port;
        this.limit = limit;
        this.attempts = attempts;
    }

    /**
     * What a client has seen.
     *
     * @param p99 the time within which 99 of 100 beacons were answered
     */
    public record Experience(int sent, int answered, Duration p50, Duration p99) {
        static Experience of(long[] nanos, int answered) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Experience(sorted.length, answered, at(sorted, 50), at(sorted, 99));
        }

        private static Duration at(long[] sorted, int percent) {
            return Duration.ofNanos(sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)]);
        }
    }

    /** Sends that many, with a pause between two. */
    public Experience send(int count, Duration pause) {
        long[] nanos = new long[count];
        int answered = 0;
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            boolean ok = sendOneUntilItIsAnswered();
            answered += ok ? 1 : 0;
            nanos[i] = ok ? System.nanoTime() - begin : limit.toNanos();
            LockSupport.parkNanos(pause.toNanos());
        }
        return Experience.of(nanos, answered);
    }

    /** As the tag does it: again after one second, four and sixteen. */
    private boolean sendOneUntilItIsAnswered() {
        for (int attempt = 0; attempt < attempts; attempt++) {
            if (attempt > 0) {
                LockSupport.parkNanos(SECOND.toNanos() << (2 * (attempt - 1)));
            }
            if (sendOne()) {
                return true;
            }
        }
        return false;
    }

    private boolean sendOne() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) limit.toMillis());
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(BEACON);
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
