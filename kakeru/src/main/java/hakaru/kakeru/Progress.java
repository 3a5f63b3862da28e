package hakaru.kakeru;

import hakaru.kakeru.books.Bookkeeper;
import hakaru.kakeru.load.Interval;
import hakaru.kakeru.load.RunResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Prints a line for each second of a run, away from the load thread: a slow terminal must not slow the load. */
final class Progress {
    /** The lag of a second is its end's: what is counted later than that would make it look smaller. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** A rate over the last instants of a run says nothing. */
    private static final double LEAST_PART = 0.1;

    private final PrintWriter out;
    private final @Nullable Bookkeeper bookkeeper;
    private final Queue<Interval> seconds = new ConcurrentLinkedQueue<>();
    private double lastEnd;
    private long accepted;

    /** Without a database there is neither lag nor freshness to show. */
    Progress(PrintWriter out, @Nullable Bookkeeper bookkeeper) {
        this.out = out;
        this.bookkeeper = bookkeeper;
    }

    void announce(String what) {
        out.println(what);
        out.flush();
    }

    /** Takes a finished second; from any thread. */
    void add(Interval second) {
        seconds.add(second);
    }

    /** Prints until the run has ended, and gives what it found. */
    RunResult follow(CompletableFuture<RunResult> run) {
        lastEnd = 0;
        boolean isDone = false;
        while (!isDone) {
            LockSupport.parkNanos(LOOK_NANOS);
            isDone = run.isDone();
            for (Interval second = seconds.poll(); second != null; second = seconds.poll()) {
                print(second);
            }
        }
        return run.join();
    }

    /** Waits until all that was accepted is counted, at most {@code limit}: one trial's backlog must not burden the next. */
    void rest(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (bookkeeper != null && bookkeeper.lag(accepted).orElse(0) > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void print(Interval second) {
        double length = second.end() - lastEnd;
        lastEnd = second.end();
        accepted += second.accepted();
        if (length < LEAST_PART) {
            return;
        }
        long ended = second.accepted() + second.failed() + second.unknown();
        double success = ended == 0 ? 100 : 100.0 * (second.accepted() - second.late()) / ended;
        out.printf(
                Locale.ROOT,
                "%6.1fs  due %,7.0f/s  accepted %,7.0f/s  success %6.2f%%  p99 %8.2f ms  in flight %5d  queued %6d%s%n",
                second.end(),
                second.due() / length,
                second.accepted() / length,
                success,
                second.p99(),
                second.inFlight(),
                second.queued(),
                bookkeeper == null ? "" : behind(bookkeeper));
        out.flush();
    }

    private String behind(Bookkeeper counted) {
        double behind = counted.freshness().behind().toMillis() / 1e3;
        OptionalLong lag = counted.lag(accepted);
        return String.format(Locale.ROOT, "  behind %5.1f s  lag ", behind)
                + (lag.isPresent() ? String.format(Locale.ROOT, "%,d", lag.getAsLong()) : "unknown");
    }
}
