package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Deals the due requests out to the targets in turn, and notes what becomes of each. A request's latency runs from its due
 * moment, also while it waits for a connection. Confined to the load thread.
 */
final class Dispatcher {
    private static final int READ_SIZE = 2_048;

    private final Traffic traffic;
    private final Consumer<Probe> probes;
    private final List<Target> targets;
    private final List<Lane> lanes;
    private final FateCounts fates = new FateCounts();
    private final byte[] readBuffer = new byte[READ_SIZE];
    private Tally tally = new Tally(Long.MAX_VALUE);
    private int inFlight;
    private int turn;

    Dispatcher(List<Target> targets, Traffic traffic, LoadSettings settings, Consumer<Probe> probes) {
        this.traffic = traffic;
        this.probes = probes;
        this.targets = targets;
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

    void due(int request, long dueNanos, long now) {
        tally.due();
        turn = (turn + 1) % lanes.size();
        lanes.get(turn).due(request, dueNanos, now);
    }

    void sending() {
        inFlight++;
    }

    void ended(Connection connection, Outcome outcome, long now) {
        inFlight--;
        fates.add(connection.request(), outcome.fate());
        tally.answered(outcome, connection.due(), connection.sent(), now);
        if (outcome == Outcome.ACCEPTED && traffic.isProbe(connection.request())) {
            probes.accept(Probe.answered(traffic.beacon(connection.request()).ad(), connection.sent(), now));
        }
    }

    void notSent(int request, Outcome outcome) {
        fates.add(request, outcome.fate());
        tally.notSent(outcome);
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

    byte[] readBuffer() {
        return readBuffer;
    }

    FateCounts fates() {
        return fates;
    }

    int queued() {
        return lanes.stream().mapToInt(Lane::queued).sum();
    }

    int inFlight() {
        return inFlight;
    }
}
