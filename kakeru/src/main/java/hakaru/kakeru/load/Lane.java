package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The connections to one target, and the requests that wait for one of them: HTTP/1.1 answers come one at a time per
 * connection. Each target has a lane of its own, so that one which fails at once does not draw the others' requests. What was
 * closed is opened again only when a request finds no connection free.
 * Confined to the load thread.
 */
final class Lane {
    private final Dispatcher dispatcher;
    private final Requests requests;
    private final LoadSettings settings;
    private final Bootstrap bootstrap;
    private final long timeoutNanos;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final Set<Connection> open = new HashSet<>();
    private final ArrayDeque<Connection> free = new ArrayDeque<>();

    /** @param bootstrap knows the target's address */
    Lane(Dispatcher dispatcher, Requests requests, LoadSettings settings, Bootstrap bootstrap) {
        this.dispatcher = dispatcher;
        this.requests = requests;
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.timeoutNanos = settings.timeout().toNanos();
    }

    /** With keep-alive, opens all connections: opening is not part of the load. Each completes when it has been tried. */
    Stream<ChannelFuture> open() {
        return Stream.generate(() -> connect().connecting())
                .limit(settings.keepAlive() ? settings.connectionsPerTarget() : 0);
    }

    private Connection connect() {
        Connection connection = new Connection(dispatcher, this, bootstrap);
        open.add(connection);
        return connection;
    }

    void due(Request request, long now) {
        if (!free.isEmpty()) {
            free.removeFirst().send(request, now);
        } else if (open.size() < settings.connectionsPerTarget()) {
            connect().send(request, now);
        } else if (waiting.size() < settings.queuePerTarget()) {
            waiting.addLast(request);
        } else {
            dispatcher.notSent(request, Outcome.QUEUE_FULL);
        }
    }

    /** Takes a connection that has nothing to do. */
    void free(Connection connection) {
        free.addLast(connection);
        next();
    }

    /** Takes leave of a connection; another may be opened in its place. */
    void closed(Connection connection) {
        open.remove(connection);
        free.remove(connection);
        next();
    }

    /** Sends the request that waits longest: there is a connection for it. */
    private void next() {
        long now = System.nanoTime();
        dropOverdue(now);
        Request request = waiting.pollFirst();
        if (request != null) {
            due(request, now);
        }
    }

    /** Gives up what is overdue: requests that were not sent in time, and answers that did not come in time. */
    void expire(long now) {
        List.copyOf(open).forEach(connection -> connection.expire(now, timeoutNanos));
        dropOverdue(now);
    }

    private void dropOverdue(long now) {
        while (!waiting.isEmpty() && now - waiting.getFirst().ready > timeoutNanos) {
            dispatcher.notSent(waiting.removeFirst(), Outcome.OVERDUE);
        }
    }

    ByteBuf bytes(Request request) {
        return requests.bytes(request);
    }

    boolean keepAlive() {
        return settings.keepAlive();
    }

    int queued() {
        return waiting.size();
    }
}
