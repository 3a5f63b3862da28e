package hakaru.aggregator;

/** Offsets from {@code from} to just before {@code to}. */
record OffsetRange(long from, long to) {
    /** What is left of it from {@code offset} on. */
    OffsetRange after(long offset) {
        return new OffsetRange(Math.max(from, offset), to);
    }

    boolean isEmpty() {
        return to <= from;
    }
}
