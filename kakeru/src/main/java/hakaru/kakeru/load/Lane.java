package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * The connections to one target, and the requests that wait for one of them: HTTP/1.1 answers come one at a time per
 * connection. Each target has a lane of its own, so that one which fails at once does not draw the others' requests.
 * Confined to the load thread.
 */
final class Lane {
    private final Dispatcher dispatcher;
    private final Target target;
    private final Requests requests;
    private final LoadSettings settings;
    private final long timeoutNanos;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final Connection[] connections;
    private final ArrayDeque<Connection> free = new ArrayDeque<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    Lane(Dispatcher dispatcher, Target target, Requests requests, LoadSettings settings) {
        this.dispatcher = dispatcher;
        this.target = target;
        this.requests = requests;
        this.settings = settings;
        this.timeoutNanos = settings.timeout().toNanos();
        this.connections = new Connection[settings.connections()];
    }

    /** Makes the connections, and with keep-alive opens them: opening is not part of the load. */
    void open(Bootstrap bootstrap) {
        Bootstrap there = bootstrap.clone().remoteAddress(target.address());
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new Connection(dispatcher, this, there);
            if (settings.keepAlive()) {
                connections[i].open();
            } else {
                free(connections[i]);
            }
        }
    }

    /** Completes when each connection has been tried. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    void due(Request request, long now) {
        Connection connection = free.pollFirst();
        if (connection != null) {
            connection.send(request, now);
        } else if (waiting.size() < settings.queue()) {
            waiting.addLast(request);
        } else {
            dispatcher.notSent(request, Outcome.QUEUE_FULL);
        }
    }

    /** Gives a connection that has nothing to do the request that waits longest. */
    void free(Connection connection) {
        long now = System.nanoTime();
        dropOverdue(now);
        Request request = waiting.pollFirst();
        if (request != null) {
            connection.send(request, now);
            return;
        }
        free.addLast(connection);
        if (free.size() == connections.length) {
            opened.complete(null);
        }
    }

    /** Gives up what is overdue: requests that were not sent in time, and answers that did not come in time. */
    void expire(long now) {
        for (Connection connection : connections) {
            connection.expire(now, timeoutNanos);
        }
        dropOverdue(now);
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

    private void dropOverdue(long now) {
        while (!waiting.isEmpty() && now - waiting.getFirst().ready > timeoutNanos) {
            dispatcher.notSent(waiting.removeFirst(), Outcome.OVERDUE);
        }
    }
}
