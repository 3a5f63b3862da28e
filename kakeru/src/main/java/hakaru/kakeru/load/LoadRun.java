package hakaru.kakeru.load;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One run of a schedule: on each tick it sends what is due, gives up what is overdue, and closes the second. */
final class LoadRun {
    private static final long SECOND = 1_000_000_000;
    /** At high rates a tick sends what has gathered meanwhile: waking for each request would cost more than sending it. */
    private static final long SHORTEST_TICK = 500_000;

    private static final long LONGEST_TICK = 1_000_000;
    /** Often enough for timeouts of seconds; looking at each connection costs. */
    private static final int EXPIRE_TICKS = 20;

    private final Dispatcher dispatcher;
    private final Tally tally;
    private final Pacer pacer;
    private final Consumer<Interval> progress;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private long intervalEnd = SECOND;
    private int ticks;

    /** The schedule begins at once, or with the first tick. */
    LoadRun(Dispatcher dispatcher, Schedule schedule, Tally tally, Consumer<Interval> progress) {
        this.dispatcher = dispatcher;
        this.tally = tally;
        this.progress = progress;
        this.pacer = new Pacer(schedule);
        dispatcher.begin(tally);
    }

    CompletableFuture<RunResult> result() {
        return result;
    }

    /** Sends nothing that is not due yet. */
    void stop() {
        pacer.stop();
    }

    /** Does what is to be done now, on the load thread, and gives the nanoseconds until the next tick. */
    long tick() {
        try {
            step();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
        return untilNextTick();
    }

    private void step() {
        long now = System.nanoTime();
        pacer.release(now - start, due -> dispatcher.due(start + due, now));
        dispatcher.sendAgain(now);
        if (++ticks % EXPIRE_TICKS == 0) {
            dispatcher.expire(now);
        }
        if (now - start >= intervalEnd) {
            intervalEnd += SECOND;
            closeInterval(now);
        }
        if (pacer.isDone() && dispatcher.isQuiet()) {
            closeInterval(now);
            result.complete(tally.result());
        }
    }

    private long untilNextTick() {
        if (pacer.isDone()) {
            return LONGEST_TICK;
        }
        long untilDue = start + pacer.nextDue() - System.nanoTime();
        return Math.min(LONGEST_TICK, Math.max(SHORTEST_TICK, untilDue));
    }

    private void closeInterval(long now) {
        double end = (now - start) / (double) SECOND;
        progress.accept(dispatcher.interval(end));
    }
}
