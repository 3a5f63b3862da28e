package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Brings each due request to a free connection, or lets it wait for one: HTTP/1.1 answers come one at a time per
 * connection. A request's time runs from its due moment, also while it waits. Confined to the load thread.
 */
final class Dispatcher {
    private static final int READ_SIZE = 2_048;

    private final Traffic traffic;
    private final Requests requests;
    private final LoadSettings settings;
    private final Consumer<Probe> probes;
    private final long timeoutNanos;
    private final FateCounts fates = new FateCounts();
    private final DueQueue queue;
    private final Connection[] connections;
    private final ArrayDeque<Connection> free = new ArrayDeque<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final byte[] readBuffer = new byte[READ_SIZE];
    private Tally tally = new Tally(Long.MAX_VALUE);
    private int inFlight;

    Dispatcher(Target target, Traffic traffic, LoadSettings settings, Consumer<Probe> probes) {
        this.traffic = traffic;
        this.requests = new Requests(target, settings.keepAlive(), traffic);
        this.settings = settings;
        this.probes = probes;
        this.timeoutNanos = settings.timeout().toNanos();
        this.queue = new DueQueue(settings.queue());
        this.connections = new Connection[settings.connections()];
    }

    /** Makes the connections, and with keep-alive opens them: opening is not part of the load. */
    void open(Bootstrap bootstrap) {
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new Connection(this, bootstrap);
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

    void begin(Tally newTally) {
        tally = newTally;
    }

    void due(int request, long dueNanos, long now) {
        tally.due();
        Connection connection = free.pollFirst();
        if (connection != null) {
            send(connection, request, dueNanos, now);
        } else if (!queue.offer(request, dueNanos)) {
            neverSent(request, Outcome.QUEUE_FULL);
        }
    }

    /** Gives a connection that has nothing to do the request that waits longest. */
    void free(Connection connection) {
        long now = System.nanoTime();
        dropOverdue(now);
        if (queue.isEmpty()) {
            free.addLast(connection);
            if (free.size() == connections.length) {
                opened.complete(null);
            }
            return;
        }
        int request = queue.headRequest();
        long dueNanos = queue.headDue();
        queue.remove();
        send(connection, request, dueNanos, now);
    }

    void ended(Connection connection, Outcome outcome, long now) {
        inFlight--;
        fates.add(connection.request(), outcome.fate());
        tally.answered(outcome, connection.due(), connection.sent(), now);
        if (outcome == Outcome.ACCEPTED && traffic.isProbe(connection.request())) {
            probes.accept(Probe.answered(traffic.beacon(connection.request()).ad(), connection.sent(), now));
        }
    }

    void status(int status) {
        tally.status(status);
    }

    /** Gives up what is overdue. */
    void expire(long now) {
        for (Connection connection : connections) {
            connection.expire(now, timeoutNanos);
        }
        dropOverdue(now);
    }

    /** Lets go of the encoded requests; after the load thread has ended. */
    void release() {
        requests.release();
    }

    ByteBuf bytes(int request) {
        return requests.bytes(request);
    }

    byte[] readBuffer() {
        return readBuffer;
    }

    boolean keepAlive() {
        return settings.keepAlive();
    }

    FateCounts fates() {
        return fates;
    }

    int queued() {
        return queue.size();
    }

    int inFlight() {
        return inFlight;
    }

    private void send(Connection connection, int request, long dueNanos, long now) {
        inFlight++;
        connection.send(request, dueNanos, now);
    }

    private void dropOverdue(long now) {
        while (!queue.isEmpty() && now - queue.headDue() > timeoutNanos) {
            int request = queue.headRequest();
            queue.remove();
            neverSent(request, Outcome.NEVER_SENT);
        }
    }

    private void neverSent(int request, Outcome outcome) {
        fates.add(request, outcome.fate());
        tally.neverSent(outcome);
    }
}
