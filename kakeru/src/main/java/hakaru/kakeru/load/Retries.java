package hakaru.kakeru.load;

import hakaru.kakeru.load.Outcome.Fate;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Has requests sent again, with the id they had, as long as nobody knows whether they are counted or they are known not to
 * be: so that in the end each is accepted once. Confined to the load thread.
 */
final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Long enough that a pipeline which comes back is not held down by all that waits for it. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /** How many times the timeout the last attempts have: what answers late must not be asked again and again for nothing. */
    private static final int LONGEST_PATIENCE = 8;

    private final long limitNanos;
    private final Map<Long, Attempt> open = new HashMap<>();
    private final PriorityQueue<Attempt> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Attempt attempt) -> attempt.next));

    /** What a request has been through. */
    private static final class Attempt {
        private final long ticket;
        private final long due;
        private Duration pause = FIRST_PAUSE;
        private int patience = 1;
        private long next;
        private @Nullable Outcome unknown;

        private Attempt(long ticket, long due) {
            this.ticket = ticket;
            this.due = due;
        }
    }

    /** How a request ended, after all its attempts. */
    record Settled(Outcome outcome, long dueNanos) {}

    /** @param limit from when a request was due, for as long as its id is known for sure; zero to send nothing again */
    Retries(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Returns whether the request will be sent again. */
    boolean take(long ticket, Outcome outcome, long dueNanos, long now) {
        // One that was sent before is not given up for want of a connection.
        boolean hasBegun = open.containsKey(ticket) && outcome.fate() == Fate.FAILED && outcome != Outcome.REFUSED;
        if (limitNanos == 0 || !(outcome.mayPass() || hasBegun)) {
            return false;
        }
        Attempt attempt = open.computeIfAbsent(ticket, first -> new Attempt(first, dueNanos));
        if (attempt.unknown == null && outcome.fate() == Fate.UNKNOWN) {
            attempt.unknown = outcome;
        }
        if (now - attempt.due > limitNanos) {
            return false;
        }
        attempt.next = now + attempt.pause.toNanos();
        attempt.pause = shorter(attempt.pause.multipliedBy(2), LONGEST_PAUSE);
        attempt.patience = Math.min(2 * attempt.patience, LONGEST_PATIENCE);
        waiting.add(attempt);
        return true;
    }

    /** How many times the timeout a request's next attempt has. */
    int patience(long ticket) {
        Attempt attempt = open.get(ticket);
        return attempt == null ? 1 : attempt.patience;
    }

    /** One that was accepted at last is; else one that was unknown once stays that. */
    Settled settle(long ticket, Outcome last, long dueNanos) {
        Attempt attempt = open.remove(ticket);
        if (attempt == null) {
            return new Settled(last, dueNanos);
        }
        Outcome unknown = attempt.unknown;
        return new Settled(last == Outcome.ACCEPTED || unknown == null ? last : unknown, attempt.due);
    }

    /** Hands out what is to be sent again by now. */
    void release(long now, LongConsumer sender) {
        while (!waiting.isEmpty() && waiting.peek().next <= now) {
            sender.accept(waiting.remove().ticket);
        }
    }

    int waiting() {
        return waiting.size();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
