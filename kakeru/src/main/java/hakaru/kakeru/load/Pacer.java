package hakaru.kakeru.load;

import java.util.function.LongConsumer;

/** Releases requests as they become due, and all that are overdue at once. */
final class Pacer {
    private final Schedule schedule;
    private long next;
    private long nextDue;

    Pacer(Schedule schedule) {
        this.schedule = schedule;
        this.nextDue = schedule.dueAt(0);
    }

    /** Hands over the moment of each request due by now; moments are nanoseconds since the start of the run. */
    void release(long now, LongConsumer request) {
        while (nextDue <= now) {
            long due = nextDue;
            next++;
            nextDue = schedule.dueAt(next);
            request.accept(due);
        }
    }

    /** Releases nothing any more. */
    void stop() {
        nextDue = Long.MAX_VALUE;
    }

    /** When the next request is due; {@code Long.MAX_VALUE} after the last. */
    long nextDue() {
        return nextDue;
    }

    boolean isDone() {
        return nextDue == Long.MAX_VALUE;
    }
}
