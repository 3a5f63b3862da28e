package hakaru.ingest.connection;

import hakaru.ingest.connection.ClientConnection.State;
import io.micrometer.core.instrument.Clock;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The connections of one event loop; closes those that owe us something for too long, and when there are too many, those that
 * are missed least. Confined to its event loop.
 */
public final class Connections {
    private final ConnectionLimit limit;
    private final ConnectionTimes times;
    private final Clock clock;
    private final IdentityHashMap<HttpConnection, ClientConnection> open = new IdentityHashMap<>();

    public Connections(ConnectionLimit limit, ConnectionTimes times, Clock clock) {
        this.limit = limit;
        this.times = times;
        this.clock = clock;
    }

    public void opened(HttpConnection connection) {
        if (!limit.take() && !(makeRoom() && limit.take())) {
            limit.countRefused();
            connection.close();
            return;
        }
        ClientConnection client = new ClientConnection(channel(connection), times, clock);
        open.put(connection, client);
        client.guard();
        connection.closeHandler(closed -> forget(connection));
    }

    /** Only the channel beneath has what bounds it; Vert.x has no other way to it. */
    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    private void forget(HttpConnection connection) {
        if (open.remove(connection) != null) {
            limit.giveBack();
        }
    }

    /** Lets some go; returns whether there are any that may. */
    private boolean makeRoom() {
        List<HttpConnection> chosen = Eviction.choose(open, clock.monotonicTime());
        for (HttpConnection connection : chosen) {
            ClientConnection client = of(connection);
            forget(connection);
            limit.countEvicted();
            client.close();
        }
        return !chosen.isEmpty();
    }

    /** One that is gone already gets a stand-in that nobody looks at again. */
    private ClientConnection of(HttpConnection connection) {
        ClientConnection client = open.get(connection);
        return client != null ? client : new ClientConnection(channel(connection), times, clock);
    }

    /**
     * Whether this answer is to be the last, because the service stops, or because others need the place: that of a client that
     * sends without waiting is never free, as there is always a beacon in flight.
     */
    public boolean mustLeave(HttpConnection connection) {
        return limit.isDraining() || (limit.isTight() && of(connection).isAhead());
    }

    public void publishing(HttpConnection connection) {
        of(connection).publishing();
    }

    public void answered(HttpConnection connection, boolean last) {
        of(connection).answered(last);
    }

    /** To be called every second or so. */
    public void sweep() {
        long now = clock.monotonicTime();
        // Closing changes the map.
        List<ClientConnection> overdue =
                open.values().stream().filter(client -> client.isOverdue(now)).toList();
        for (ClientConnection client : overdue) {
            if (client.state() != State.ENDING) {
                limit.countTimedOut();
            }
            client.close();
        }
    }
}
