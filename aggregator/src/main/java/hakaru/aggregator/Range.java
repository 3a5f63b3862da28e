package hakaru.aggregator;

/** Offsets from {@code from} to just before {@code to}. */
record Range(long from, long to) {
    /** What is left of it from {@code offset} on. */
    Range after(long offset) {
        return new Range(Math.max(from, offset), to);
    }

    boolean isEmpty() {
        return to <= from;
    }
}
