package hakaru.ingest.port;

import hakaru.ingest.connection.ConnectionTimes;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * How beacons come in.
 *
 * @param eventLoops threads that serve connections; 0 takes one per core
 * @param maxConnections open at a time, or {@link #AS_MANY_AS_FIT}; also bounds the beacons in flight, because a connection
 *     carries one at a time
 * @param idleTimeout how long a connection may go without a request
 */
public record HttpConfig(Endpoint endpoint, int eventLoops, int maxConnections, Duration idleTimeout) {
    /** As memory and file descriptors allow. */
    static final int AS_MANY_AS_FIT = 0;

    private static final int MAX_EVENT_LOOPS = 256;
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final Duration UNREAD_LIMIT = Duration.ofSeconds(75);

    /** For a head and a body of the longest kind from a telephone at the edge of its network. */
    private static final Duration REQUEST_TIME = Duration.ofSeconds(20);

    /** Between the last answer and the close: who is not done sending would lose the answer to a reset. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    public HttpConfig {
        if (eventLoops < 0 || maxConnections < 0 || idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException("connections need room and time, not %d loops, %d connections, %s"
                    .formatted(eventLoops, maxConnections, idleTimeout));
        }
    }

    public static HttpConfig from(Settings settings) {
        return new HttpConfig(
                new Endpoint(
                        settings.host("INGEST_HOST", "0.0.0.0", "Address of the beacon port."),
                        settings.port("INGEST_PORT", 8081, "Port of /hakaru and /ok; public.")),
                settings.integer(
                        "INGEST_EVENT_LOOPS", 0, 0, MAX_EVENT_LOOPS, "Threads that serve HTTP; 0: one per core."),
                settings.integer(
                        "INGEST_MAX_CONNECTIONS",
                        AS_MANY_AS_FIT,
                        0,
                        MAX_CONNECTIONS,
                        "Connections open at a time; 0, and at most: as many as heap and file descriptors allow."),
                settings.duration(
                        "INGEST_IDLE_TIMEOUT",
                        // Envoy's is an hour; docs/http.md has the others'.
                        "65m",
                        // Balancers keep connections for 60 s at least and must be the ones to let go first.
                        Duration.ofSeconds(61),
                        Duration.ofDays(1),
                        "How long a connection may go without a request; above the balancer's own."));
    }

    HttpConfig withMaxConnections(int connections) {
        return new HttpConfig(endpoint, eventLoops, connections, idleTimeout);
    }

    ConnectionTimes connectionTimes() {
        return new ConnectionTimes(idleTimeout, atMostIdle(REQUEST_TIME), LINGER);
    }

    /** Four fifths of all connections: the rest is there to be told 503, and for those who ask how we are. */
    int maxWaitingPerEventLoop() {
        return Math.max(1, (int) (maxConnections * 4L / 5 / eventLoopCount()));
    }

    /** How long a client may leave unread what it was sent. */
    Duration unreadLimit() {
        return atMostIdle(UNREAD_LIMIT);
    }

    private Duration atMostIdle(Duration limit) {
        return idleTimeout.compareTo(limit) < 0 ? idleTimeout : limit;
    }

    int eventLoopCount() {
        return eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    }
}
