package hakaru.ingest.http;

import io.micrometer.core.instrument.Clock;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The connections of one event loop; closes those that owe us a request for too long. A byte now and then does not help
 * a slow client, as it would with a timeout on reading: only a complete head counts. Confined to its event loop.
 */
final class Connections {
    private final ConnectionLimit limit;
    private final Duration idleTimeout;
    private final Clock clock;
    private final IdentityHashMap<HttpConnection, ClientConnection> open = new IdentityHashMap<>();

    Connections(ConnectionLimit limit, Duration idleTimeout, Clock clock) {
        this.limit = limit;
        this.idleTimeout = idleTimeout;
        this.clock = clock;
    }

    void opened(HttpConnection connection) {
        if (!limit.take()) {
            connection.close();
            return;
        }
        open.put(connection, new ClientConnection(connection, clock.monotonicTime()));
        connection.closeHandler(closed -> {
            open.remove(connection);
            limit.giveBack();
        });
    }

    /** One that is gone already gets a stand-in that nobody looks at again. */
    ClientConnection of(HttpConnection connection) {
        ClientConnection client = open.get(connection);
        return client != null ? client : new ClientConnection(connection, clock.monotonicTime());
    }

    void requestBegan(HttpConnection connection) {
        of(connection).requestBegan(clock.monotonicTime());
    }

    void answered(HttpConnection connection, boolean last) {
        of(connection).answered(clock.monotonicTime(), last);
    }

    /** To be called every second or so. */
    void sweep() {
        long now = clock.monotonicTime();
        List<ClientConnection> overdue = new ArrayList<>();
        for (ClientConnection connection : open.values()) {
            if (connection.isOverdue(now, idleTimeout)) {
                overdue.add(connection);
            }
        }
        // Closing changes the map.
        overdue.forEach(this::close);
    }

    private void close(ClientConnection connection) {
        if (!connection.isEnding()) {
            limit.countTimedOut();
        }
        connection.close();
    }
}
