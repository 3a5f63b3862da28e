package hakaru.aggregator.counting;

/** Offsets from {@code from} to just before {@code to}. */
public record OffsetRange(long from, long to) {
    /** What is left of it from {@code offset} on. */
    public OffsetRange after(long offset) {
        return new OffsetRange(Math.max(from, offset), to);
    }

    public boolean isEmpty() {
        return to <= from;
    }
}
