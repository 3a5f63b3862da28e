package hakaru.aggregator;

/**
 * How far a task has read its partition.
 *
 * @param next the lowest offset that has not been read
 * @param repeating whether Kafka may still hand out lower ones, because the group's offsets were set back
 */
record Position(long next, boolean repeating) {
    /**
     * Whether the record at {@code offset} is a new one.
     *
     * @throws IllegalStateException when it comes again though nothing was set back: it must be another topic's
     */
    boolean admits(long offset) {
        if (offset >= next) {
            return true;
        }
        if (repeating) {
            return false;
        }
        throw new IllegalStateException("offset " + offset + " came after " + (next - 1)
                + ": the topic was deleted and created again; the task starts anew");
    }

    /** Whether offsets are left out before {@code offset}: by a transaction's marker, or because records are gone. */
    boolean skipsTo(long offset) {
        return offset > next;
    }

    Position after(long offset) {
        return new Position(offset + 1, false);
    }
}
