package hakaru.kakeru.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Has requests sent again, with the id they had, as long as nobody knows whether they are counted or they are known not to
 * be: so that in the end each is accepted once. Confined to the load thread.
 */
final class Retries {
    static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();

    /** Long enough that a pipeline which comes back is not held down by all that waits for it. */
    private static final long LONGEST_PAUSE = Duration.ofSeconds(8).toNanos();

    /** How many times the timeout the last attempts have: what answers late must not be asked again and again for nothing. */
    private static final int LONGEST_PATIENCE = 8;

    private final long limitNanos;
    private final PriorityQueue<Request> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Request request) -> request.ready));

    /** @param limit from when a request was due, for as long as its id is known for sure; zero to send nothing again */
    Retries(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Returns whether the request will be sent again. */
    boolean take(Request request, Outcome outcome, long now) {
        // One that was sent before is not given up for want of a connection.
        boolean hasBegun = request.patience > 1 && outcome.neverLeft();
        if (limitNanos == 0 || !(outcome.mayPass() || hasBegun)) {
            return false;
        }
        request.note(outcome);
        if (now - request.due > limitNanos) {
            return false;
        }
        request.ready = now + request.pause;
        request.pause = Math.min(2 * request.pause, LONGEST_PAUSE);
        request.patience = Math.min(2 * request.patience, LONGEST_PATIENCE);
        waiting.add(request);
        return true;
    }

    /** Hands out what is to be sent again by now. */
    void release(long now, Consumer<Request> sender) {
        while (!waiting.isEmpty() && waiting.peek().ready <= now) {
            Request request = waiting.remove();
            // Its wait for a connection begins now.
            request.ready = now;
            sender.accept(request);
        }
    }

    int waiting() {
        return waiting.size();
    }
}
