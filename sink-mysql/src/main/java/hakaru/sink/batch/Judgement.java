package hakaru.sink.batch;

/** What to do with a batch, given how far its partition is counted. */
public sealed interface Judgement {
    /** The batch begins where the ledger stands. */
    record Apply() implements Judgement {}

    /** The ledger is past the whole batch. */
    record Repeat() implements Judgement {}

    /** The batch begins after the ledger: something between them is missing. */
    record Gap(long missing) implements Judgement {}

    /** The ledger stands inside the batch: {@code counted} of its offsets are counted already. */
    record Overlap(long counted) implements Judgement {}

    /** Judges a batch by the ledger alone; never guesses. */
    static Judgement of(long countedTo, OffsetRange range) {
        if (countedTo == range.from()) {
            return new Apply();
        }
        if (countedTo >= range.to()) {
            return new Repeat();
        }
        if (countedTo < range.from()) {
            return new Gap(range.from() - countedTo);
        }
        return new Overlap(countedTo - range.from());
    }
}
