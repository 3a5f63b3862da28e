package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;

/**
 * Deals the due requests out to the targets in turn, and notes what becomes of each. A request's latency runs from its due
 * moment, also while it waits for a connection. Confined to the load thread.
 */
final class Dispatcher {
    private final ObjLongConsumer<Receipt> probes;
    private final List<Target> targets;
    private final List<Lane> lanes;
    private final Traffic traffic;
    // Requests by beacon, over all runs.
    private final long[] accepted;
    private final long[] failed;
    private final long[] unknown;
    private final Retries retries;
    private Tally tally = new Tally(Long.MAX_VALUE);
    private int inFlight;
    private int turn;
    private long probeIntervalNanos = Long.MAX_VALUE;
    private long nextProbe;

    Dispatcher(List<Target> targets, Traffic traffic, LoadSettings settings, ObjLongConsumer<Receipt> probes) {
        this.probes = probes;
        this.targets = targets;
        this.traffic = traffic;
        this.accepted = new long[traffic.beacons().size()];
        this.failed = new long[accepted.length];
        this.unknown = new long[accepted.length];
        this.retries = new Retries(settings.retry());
        LoadSettings share = settings.dividedBy(targets.size());
        this.lanes = targets.stream()
                .map(target -> new Lane(this, new Requests(target, settings.keepAlive(), traffic), share))
                .toList();
    }

    void open(Bootstrap bootstrap) {
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).open(bootstrap.clone().remoteAddress(targets.get(i).address()));
        }
    }

    /** Completes when each connection has been tried. */
    CompletableFuture<Void> opened() {
        return CompletableFuture.allOf(lanes.stream().map(Lane::opened).toArray(CompletableFuture<?>[]::new));
    }

    void begin(Tally newTally) {
        tally = newTally;
    }

    /** Sends the next request of the traffic. */
    void due(long dueNanos, long now) {
        tally.due();
        send(traffic.next(), dueNanos, now);
    }

    private void send(long request, long dueNanos, long now) {
        turn = (turn + 1) % lanes.size();
        lanes.get(turn).due(request, dueNanos, now);
    }

    /** Sends what waited for another attempt long enough. */
    void sendAgain(long now) {
        retries.release(now, request -> {
            tally.sentAgain();
            send(request, now, now);
        });
    }

    /** Notes that a request is being sent; returns how many times the timeout its answer may take. */
    int sending(long request) {
        inFlight++;
        return retries.patience(request);
    }

    void ended(Connection connection, Outcome outcome, long now) {
        inFlight--;
        if (retries.take(connection.request(), outcome, connection.due(), now)) {
            return;
        }
        Retries.Settled settled = retries.settle(connection.request(), outcome, connection.due());
        count(connection.request(), settled.outcome());
        tally.answered(settled.outcome(), settled.dueNanos(), connection.sent(), now);
        if (outcome == Outcome.ACCEPTED && now - nextProbe >= 0) {
            probe(connection, now);
        }
    }

    /** Has one answered request each interval probe for freshness. */
    void probeEvery(Duration interval) {
        probeIntervalNanos = interval.toNanos();
        nextProbe = System.nanoTime();
    }

    private void probe(Connection connection, long now) {
        if (probeIntervalNanos < Long.MAX_VALUE) {
            nextProbe = Math.max(nextProbe, now - probeIntervalNanos) + probeIntervalNanos;
            connection.receipt().ifPresent(receipt -> probes.accept(receipt, now));
        }
    }

    void notSent(long request, Outcome outcome) {
        long now = System.nanoTime();
        if (retries.take(request, outcome, now, now)) {
            return;
        }
        Retries.Settled settled = retries.settle(request, outcome, now);
        count(request, settled.outcome());
        tally.notSent(settled.outcome());
    }

    void status(int status) {
        tally.status(status);
    }

    void expire(long now) {
        lanes.forEach(lane -> lane.expire(now));
    }

    /** Lets go of the encoded requests; after the load thread has ended. */
    void release() {
        lanes.forEach(Lane::release);
    }

    /** What has been sent so far, by beacon. */
    List<Beacon.Sent> sent() {
        List<Beacon.Sent> sent = new ArrayList<>();
        for (int i = 0; i < accepted.length; i++) {
            sent.add(new Beacon.Sent(traffic.beacons().get(i), accepted[i], failed[i], unknown[i]));
        }
        return sent;
    }

    private void count(long request, Outcome outcome) {
        int beacon = Traffic.beacon(request);
        switch (outcome.fate()) {
            case ACCEPTED -> accepted[beacon]++;
            case FAILED -> failed[beacon]++;
            case UNKNOWN -> unknown[beacon]++;
        }
    }

    int queued() {
        return lanes.stream().mapToInt(Lane::queued).sum();
    }

    int waitingToBeSentAgain() {
        return retries.waiting();
    }

    int inFlight() {
        return inFlight;
    }
}
