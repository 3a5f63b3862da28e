package hakaru.kakeru.load;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** How a request ended. */
public enum Outcome {
    ACCEPTED(Fate.ACCEPTED, "answered 200"),
    REJECTED(Fate.FAILED, "answered, but neither 200 nor 5xx"),
    QUEUE_FULL(Fate.FAILED, "not sent, queue full when due"),
    OVERDUE(Fate.FAILED, "not sent, no free connection in time"),
    NOT_CONNECTED(Fate.FAILED, "not sent, could not connect"),
    /** The server vouches for it: it was not published, and will not be. */
    NOT_COUNTED(Fate.FAILED, "answered 5xx, counted: no"),
    /** The server gave up waiting for Kafka; the record may still arrive there. */
    UNAVAILABLE(Fate.UNKNOWN, "answered 5xx, perhaps counted"),
    TIMED_OUT(Fate.UNKNOWN, "no answer in time"),
    BROKEN(Fate.UNKNOWN, "connection broken after sending"),
    GARBLED(Fate.UNKNOWN, "answer is not HTTP/1.1");

    private final Fate fate;
    private final String words;

    /**
     * What a request has done to the books. Every request that was due has one in the end, and counts as sent whether it left
     * or not: due = sent = accepted + failed + unknown.
     */
    public enum Fate {
        /** Answered 200: it must be counted. */
        ACCEPTED,
        /** Never left, or was rejected: it must not be counted. */
        FAILED,
        /** It left and nobody vouches for it: it may be counted or not. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How many of these requests had it. */
        long sum(Map<Outcome, Long> requests) {
            return Outcome.sum(requests, outcome -> outcome.fate == this);
        }
    }

    Outcome(Fate fate, String words) {
        this.fate = fate;
        this.words = words;
    }

    public Fate fate() {
        return fate;
    }

    /** Whether the same request may end better: nobody has said that it is wrong, and nobody vouches for it. */
    boolean mayPass() {
        return fate == Fate.UNKNOWN || this == NOT_COUNTED || this == NOT_CONNECTED;
    }

    public String words() {
        return words;
    }

    /** Whether it has not reached the target at all, for want of a connection. */
    boolean neverLeft() {
        return this == QUEUE_FULL || this == OVERDUE || this == NOT_CONNECTED;
    }

    /** How many of these requests ended in one of those ways. */
    static long sum(Map<Outcome, Long> requests, Predicate<Outcome> ways) {
        return requests.entrySet().stream()
                .filter(entry -> ways.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
