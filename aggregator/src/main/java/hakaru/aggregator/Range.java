package hakaru.aggregator;

/** Offsets from {@code from} to just before {@code to}. */
record Range(long from, long to) {
    boolean isEmpty() {
        return to <= from;
    }
}
