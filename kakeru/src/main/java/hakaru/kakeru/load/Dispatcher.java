package hakaru.kakeru.load;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Deals the due requests out to the targets in turn, and notes what becomes of each. A request's latency runs from its due
 * moment, also while it waits for a connection. Confined to the load thread.
 */
final class Dispatcher {
    private final ObjLongConsumer<Receipt> probes;
    private final List<Lane> lanes;
    private final Mix mix;
    /** Requests by how they ended, and by beacon. */
    private final Map<Outcome, long[]> ended = new EnumMap<>(Outcome.class);

    private final Retries retries;
    private Tally tally = new Tally(Long.MAX_VALUE);
    private int inFlight;
    private int turn;
    private long probeIntervalNanos = Long.MAX_VALUE;
    private long nextProbe;

    Dispatcher(LoadSettings settings, Mix mix, ObjLongConsumer<Receipt> probes, Bootstrap bootstrap) {
        this.probes = probes;
        this.mix = mix;
        for (Outcome outcome : Outcome.values()) {
            ended.put(outcome, new long[mix.beacons().size()]);
        }
        this.retries = new Retries(settings.retry());
        this.lanes = settings.targets().stream()
                .map(target -> new Lane(
                        this,
                        new Requests(target, settings, mix.beacons()),
                        settings,
                        bootstrap.clone().remoteAddress(target.address())))
                .toList();
    }

    /** Opens the connections that are to be kept; each completes when it has been tried. */
    List<ChannelFuture> open() {
        return lanes.stream().flatMap(Lane::open).toList();
    }

    void begin(Tally newTally) {
        tally = newTally;
    }

    /** Sends the next request. */
    void due(long dueNanos, long now) {
        tally.due();
        send(mix.next(dueNanos), now);
    }

    private void send(Request request, long now) {
        turn = (turn + 1) % lanes.size();
        lanes.get(turn).due(request, now);
    }

    /** Sends what waited for another attempt long enough. */
    void sendAgain(long now) {
        retries.release(now, request -> {
            tally.sentAgain();
            send(request, now);
        });
    }

    void sending() {
        inFlight++;
    }

    /** Takes the end of an attempt that was sent then; the answer is this request's if one came. */
    void ended(Request request, Outcome outcome, long sentNanos, Answer answer) {
        long now = System.nanoTime();
        inFlight--;
        if (answer.isComplete()) {
            tally.status(answer.status());
        }
        if (retries.take(request, outcome, now)) {
            return;
        }
        tally.answered(enter(request, outcome), request.due, sentNanos, now);
        if (outcome == Outcome.ACCEPTED) {
            probe(answer, now);
        }
    }

    void notSent(Request request, Outcome outcome) {
        if (!retries.take(request, outcome, System.nanoTime())) {
            tally.ended(enter(request, outcome));
        }
    }

    /** Has one answered request each interval probe for freshness. */
    void probeEvery(Duration interval) {
        probeIntervalNanos = interval.toNanos();
        nextProbe = System.nanoTime();
    }

    private void probe(Answer answer, long now) {
        if (probeIntervalNanos < Long.MAX_VALUE && now - nextProbe >= 0) {
            nextProbe = Math.max(nextProbe, now - probeIntervalNanos) + probeIntervalNanos;
            answer.receipt().ifPresent(receipt -> probes.accept(receipt, now));
        }
    }

    void expire(long now) {
        lanes.forEach(lane -> lane.expire(now));
    }

    /** What has been sent so far, over all runs. */
    List<Beacon.Sent> sent() {
        List<Beacon.Sent> sent = new ArrayList<>();
        for (Beacon beacon : mix.beacons()) {
            int number = sent.size();
            Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
            ended.forEach((outcome, requests) -> byOutcome.put(outcome, requests[number]));
            sent.add(new Beacon.Sent(beacon, byOutcome));
        }
        return sent;
    }

    /** Enters the end of the last attempt into the books, and gives how the request has ended by it. */
    private Outcome enter(Request request, Outcome last) {
        Outcome outcome = request.ended(last);
        requireNonNull(ended.get(outcome))[request.beacon]++;
        return outcome;
    }

    Interval interval(double end) {
        return tally.interval(end, queued(), inFlight);
    }

    /** Whether each request that was due has ended. */
    boolean isQuiet() {
        return queued() == 0 && inFlight == 0 && retries.waiting() == 0;
    }

    private int queued() {
        return lanes.stream().mapToInt(Lane::queued).sum();
    }
}
