package hakaru.kakeru.load;

import hakaru.kakeru.load.Outcome.Fate;
import org.jspecify.annotations.Nullable;

/** One request through all its attempts; moments are nanoseconds of the monotonic clock. Confined to the load thread. */
final class Request {
    /** What it carries, as the index in {@link Mix#beacons()}. */
    final int beacon;
    /** Which of all it is. */
    final int number;

    final long due;
    /** When its next attempt may begin. */
    long ready;

    long pause = Retries.FIRST_PAUSE;
    /** How many times the timeout its next answer may take. */
    int patience = 1;

    private @Nullable Outcome earlier;

    Request(int beacon, int number, long due) {
        this.beacon = beacon;
        this.number = number;
        this.due = due;
        this.ready = due;
    }

    /** Notes how an attempt ended: above all when first nobody knew whether it is counted, else that it left. */
    void note(Outcome attempt) {
        boolean isUnknown = earlier != null && earlier.fate() == Fate.UNKNOWN;
        if (!isUnknown && !attempt.neverLeft()) {
            earlier = attempt;
        }
    }

    /** One that was accepted at last is; else one that was unknown once stays that, and one that left once has left. */
    Outcome ended(Outcome last) {
        if (last == Outcome.ACCEPTED || earlier == null) {
            return last;
        }
        return earlier.fate() == Fate.UNKNOWN || last.neverLeft() ? earlier : last;
    }
}
