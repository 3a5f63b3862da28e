package hakaru.kakeru.load;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One run of a schedule: on each tick it sends what is due, gives up what is overdue, and closes the second. */
final class LoadRun {
    private static final long SECOND = 1_000_000_000;
    /** Often enough for timeouts of seconds; looking at each connection costs. */
    private static final int EXPIRE_TICKS = 20;

    private final Dispatcher dispatcher;
    private final Traffic traffic;
    private final Tally tally;
    private final Pacer pacer;
    private final Consumer<Interval> progress;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private long now = start;
    private long intervalEnd = SECOND;
    private int ticks;

    /** What a run is made of. */
    record Parts(Dispatcher dispatcher, Traffic traffic, Tally tally, Consumer<Interval> progress) {}

    /** The schedule begins at once, or with the first tick. */
    LoadRun(Parts parts, Schedule schedule) {
        this.dispatcher = parts.dispatcher();
        this.traffic = parts.traffic();
        this.tally = parts.tally();
        this.progress = parts.progress();
        this.pacer = new Pacer(schedule);
        dispatcher.begin(tally);
    }

    CompletableFuture<RunResult> result() {
        return result;
    }

    void tick() {
        try {
            step();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
        }
    }

    private void step() {
        if (result.isDone()) {
            return;
        }
        now = System.nanoTime();
        pacer.release(now - start, this::send);
        if (++ticks % EXPIRE_TICKS == 0) {
            dispatcher.expire(now);
        }
        if (now - start >= intervalEnd) {
            intervalEnd += SECOND;
            closeInterval();
        }
        if (pacer.isDone() && dispatcher.queued() == 0 && dispatcher.inFlight() == 0) {
            closeInterval();
            result.complete(tally.result());
        }
    }

    private void send(long due) {
        dispatcher.due(traffic.next(due), start + due, now);
    }

    private void closeInterval() {
        double end = (now - start) / (double) SECOND;
        progress.accept(tally.interval(end, dispatcher.queued(), dispatcher.inFlight()));
    }
}
