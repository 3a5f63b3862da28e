package hakaru.ingest.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/**
 * Knows since when a connection has owed us a request. Confined to its event loop; times are {@code System.nanoTime}'s.
 */
final class ClientConnection {
    /** How long a client may take to see that an answer was the last, and to read it. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final HttpConnection connection;
    private long quietSince;
    private boolean publishing;
    private boolean ending;

    ClientConnection(HttpConnection connection, long now) {
        this.connection = connection;
        this.quietSince = now;
    }

    /** A request's head is complete; its body, if any, has the same time again. */
    void requestBegan(long now) {
        quietSince = now;
    }

    /** The client has done its part; how long Kafka may take is somebody else's business. */
    void publishing() {
        publishing = true;
    }

    void answered(long now, boolean last) {
        quietSince = now;
        publishing = false;
        ending |= last;
    }

    boolean isOverdue(long now, Duration idleTimeout) {
        Duration limit = ending ? LINGER : idleTimeout;
        return !publishing && now - quietSince > limit.toNanos();
    }

    boolean isEnding() {
        return ending;
    }

    void close() {
        connection.close();
    }
}
