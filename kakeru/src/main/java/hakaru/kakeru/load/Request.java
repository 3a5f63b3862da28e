package hakaru.kakeru.load;

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
    /** How it ended when first nobody knew whether it is counted. */
    @Nullable
    Outcome unknown;

    Request(int beacon, int number, long due) {
        this.beacon = beacon;
        this.number = number;
        this.due = due;
        this.ready = due;
    }

    /** One that was accepted at last is; else one that was unknown once stays that. */
    Outcome settled(Outcome last) {
        return last == Outcome.ACCEPTED || unknown == null ? last : unknown;
    }
}
